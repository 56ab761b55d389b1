import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const steps = (await loadCatalog()).lessons.flatMap((lesson) => lesson.steps);
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

const background = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test.each([true, false])('each press changes how the page looks, and the second one back (dark system: %s)', async (dark) => {
  const page = await browser.open({ dark });
  await page.goto(workshop.url);
  const theme = page.getByRole('button', { name: /^Theme/ });
  await theme.waitFor();
  const before = await background(page);
  await theme.click();
  await expect.poll(() => background(page)).not.toBe(before);
  await theme.click();
  await expect.poll(() => background(page)).toBe(before);
  expect(await theme.getAttribute('aria-label')).toBe('Theme: as your system. Change it.');
  await page.context().close();
});

test('a recorded connection dies on the first screen, again at the press of a button', async () => {
  const page = await browser.open({ width: 390, height: 844 });
  await page.goto(workshop.url);
  const end = page.locator('.dying .row').last();
  await expect.poll(() => end.evaluate((row) => getComputedStyle(row).opacity)).toBe('1');
  const events = await page.locator('.dying li').allTextContents();
  expect(events[0]).toBe('GET /ws/ada');
  expect(events.at(-1)).toBe('FIN, no close frame · 1006');
  const played = await end.elementHandle();
  await page.getByRole('button', { name: 'Play again' }).press('Enter');
  await expect.poll(() => played?.evaluate((row) => row.isConnected)).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await page.context().close();
});

test('the dialects are explained, FastAPI first', async () => {
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.getByRole('heading', { name: 'Three dialects, one wire' }).waitFor();
  expect(await page.locator('.dialects dt').allTextContents()).toEqual(['FastAPI', 'async', 'ws']);
  await page.context().close();
});

test('each symptom leads to a step that shows it', async () => {
  const page = await browser.open();
  await page.goto(workshop.url);
  const row = page.locator('.symptoms dl > div').filter({ hasText: 'My connection opens and closes at once' });
  await row.getByRole('link', { name: 'Open, then gone' }).click();
  await page.getByRole('heading', { name: 'Open, then gone' }).first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/steps/open-then-gone');
  await page.context().close();
});

test('whoever has solved all steps in one dialect is led to the next one', async () => {
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.evaluate(
    (ids) => {
      for (const id of ids) localStorage.setItem(`socket-clinic/1/solved/${id}/fastapi`, 'today');
    },
    steps.map(({ id }) => id),
  );
  await page.reload();
  await page.getByText(`${steps.length} of ${steps.length} solved`).waitFor();
  await page.getByRole('link', { name: `Take “${steps[0]?.title}” in async` }).click();
  await page.waitForURL(`**/steps/${steps[0]?.id}?dialect=async`);
  await page.context().close();
});

test('none of it has thrown in the page', () => {
  expect(browser.problems).toEqual([]);
});
