/** The diagnosis in a lesson: it waits to be asked for, and shows in the drawing what it rests on. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { makeFolder } from '../helpers/folder.ts';
import { draftIn, openStep, runToPattern as run, write } from '../helpers/learner-page.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

const ask = (page: Page) => page.getByRole('button', { name: 'What does this mean?' });
const reason = (page: Page) => page.locator('.reason').first();
const marked = (page: Page) => page.locator('.timeline .row.evidence');
const scrolledTo = (page: Page) => page.locator('.drawing').evaluate((element) => element.scrollTop);

async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
    found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`));
  }
  return found;
}

test('by keyboard: the diagnosis waits, is asked for, marks its evidence, and leads to each event of it', async () => {
  const page = await openStep(await browser.open(), workshop.url, 'open-then-gone');
  await run(page);
  const verdict = page.getByRole('status');
  expect(await verdict.textContent()).toContain('observed: the connection ended');
  expect(await verdict.textContent()).not.toContain('When the handler ends');
  expect(await page.locator('.story').textContent()).not.toContain('Evidence of this');
  expect([await page.locator('.monaco-editor .parted-line').count(), await marked(page).count()]).toEqual([0, 0]);

  await ask(page).press('Enter');
  await reason(page).and(page.locator(':focus')).waitFor();
  expect(await verdict.textContent()).toContain('When the handler ends, so does the connection.');
  await page.locator('.monaco-editor .parted-line').waitFor();
  expect(await marked(page).allTextContents()).toEqual(['returned, line 17', 'FIN, no close frame · 1006the two part here']);
  await page.locator('.story li', { hasText: 'Evidence of this: The handler returned at line 17.' }).first().waitFor({ state: 'attached' });
  expect(await faults(page)).toEqual([]);

  // Past the line, to the event.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('region', { name: 'Event' }).getByRole('heading', { name: 'returned, line 17' }).waitFor();
  expect(await marked(page).count()).toBe(0);
  await page.keyboard.press('Escape');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('returned, line 17');
  expect(await marked(page).count()).toBe(2);
  await page.context().close();
});

test('pointed at by the mouse, the evidence is in view, and then all is where it was', async () => {
  const page = await openStep(await browser.open({ width: 1024, height: 600 }), workshop.url, 'open-then-gone');
  await run(page);
  await ask(page).click();
  await page.getByRole('tab', { name: 'Timeline' }).focus();
  await page.getByRole('tab', { name: 'Timeline' }).hover();
  await expect.poll(() => marked(page).count()).toBe(0);
  await page.locator('.drawing').evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const bottom = await scrolledTo(page);
  await reason(page).hover();
  await expect.poll(() => marked(page).count()).toBe(2);
  const [drawing, frame] = await Promise.all([
    page.locator('.drawing').boundingBox(),
    page.locator('.evidence-frame').first().boundingBox(),
  ]);
  expect(frame!.y).toBeGreaterThanOrEqual(drawing!.y);
  expect(frame!.y + frame!.height).toBeLessThanOrEqual(drawing!.y + drawing!.height);
  await page.getByRole('tab', { name: 'Timeline' }).hover();
  await expect.poll(() => marked(page).count()).toBe(0);
  expect(await scrolledTo(page)).toBe(bottom);
  await page.context().close();
});

test('evidence on another connection than the one that is drawn is drawn while it is pointed at', async () => {
  const page = await openStep(await browser.open(), workshop.url, 'one-and-done');
  const source =
    steps.find(({ id }) => id === 'one-and-done')?.exercises.async?.nearMisses.find(({ name }) => name === 'runs-on')?.source ?? '';
  await write(page, source);
  await expect.poll(() => draftIn(page, 'one-and-done', 'async')).toBe(source);
  await run(page);
  const drawn = page.locator('.connections select');
  expect(await drawn.inputValue()).toBe('L');
  await ask(page).click();
  await expect.poll(() => drawn.inputValue()).toBe('A');
  expect((await marked(page).allTextContents()).join()).toContain('threw Error');
  await page.getByRole('tab', { name: 'Timeline' }).focus();
  await page.getByRole('tab', { name: 'Timeline' }).hover();
  await expect.poll(() => drawn.inputValue()).toBe('L');
  await page.context().close();
});

test('it is told by itself at the third attempt with one cause, over a reload; a key asks for it, and the focus stays', async () => {
  await using folder = await makeFolder();
  await using kept = await startWorkshop({ dataFolder: folder.path });
  const page = await openStep(await browser.open({ width: 720, height: 450 }), kept.url, 'open-then-gone');
  for (const attempt of [1, 2]) {
    await run(page);
    await ask(page).waitFor();
    await page.getByRole('tab', { name: `History (${attempt})`, includeHidden: true }).waitFor({ state: 'attached' });
  }
  await page.reload();
  await page.waitForSelector('.monaco-editor .view-line', { state: 'attached' });
  await run(page);
  await reason(page).waitFor();
  expect(await ask(page).count()).toBe(0);

  await page.getByRole('tab', { name: 'Edit' }).click();
  await write(page, 'export default async function handler() {\n  throw new Error();\n}\n');
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).toContain('throw');
  await run(page);
  await ask(page).waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.id);
  expect(await focused()).toBe('tab-result');
  await page.keyboard.press('Control+Shift+Enter');
  expect(await reason(page).textContent()).toContain('threw');
  // In view, however low the card is.
  const [card, answer] = await Promise.all([page.locator('.verdict').boundingBox(), reason(page).boundingBox()]);
  expect(answer!.y).toBeLessThan(card!.y + card!.height);
  expect(await focused()).toBe('tab-result');
  await page.context().close();
});

test('nothing was written to the console as an error', () => {
  expect(browser.problems).toEqual([]);
});
