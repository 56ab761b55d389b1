/** A timeline is read in Chromium: wrong answers are met with the event that contradicts them. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Reading } from '../../lessons/reading.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const readings = lessons.flatMap((lesson) => lesson.readings);
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

async function open(reading: Reading, width = 1440, dark = false): Promise<Page> {
  const page = await browser.open({ width, dark });
  await page.goto(workshop.url);
  await page.goto(new URL(`/read/${reading.id}`, workshop.url).href);
  await page.locator('.question').first().waitFor();
  return page;
}

function option(page: Page, question: number, index: number) {
  return page.locator('.question').nth(question).getByRole('radio').nth(index);
}

async function markIsInView(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const [mark, drawing] = ['.parting', '.drawing'].map((name) => document.querySelector(name)?.getBoundingClientRect());
    return mark !== undefined && drawing !== undefined && mark.top >= drawing.top && mark.bottom <= Math.min(drawing.bottom, innerHeight);
  });
}

test.each(readings.flatMap((reading) => [1440, 390].map((width) => [reading.id, width, reading] as const)))(
  '%s at %i px: each choice brings its event into view, and the right ones show the handler',
  async (_id, width, reading) => {
    const page = await open(reading, width);
    for (const [question, { options }] of reading.questions.entries()) {
      const wrongFirst = options.map((each, index) => ({ ...each, index })).sort((one, other) => Number(one.right) - Number(other.right));
      for (const { index, right, because } of wrongFirst) {
        await option(page, question, index).check();
        await page.getByText(`${right ? 'Yes.' : 'No.'} ${because}`).waitFor();
        await page.locator('.parting').waitFor();
        expect(await markIsInView(page)).toBe(true);
      }
    }
    await page.getByText('You have read it.').waitFor();
    expect(await page.locator('.read pre').textContent()).toBe(reading.subject);
    await page.context().close();
  },
);

test.each([
  [1440, false],
  [1440, true],
  [390, false],
  [390, true],
] as const)('nothing is inaccessible or wider than the page at %i px (dark: %s), before an answer and after', async (width, dark) => {
  const [reading] = readings;
  if (!reading) throw new Error('Expected a timeline to read.');
  const page = await open(reading, width, dark);
  const violations = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
  expect(await violations()).toEqual([]);
  await option(page, 0, 0).check();
  await page.locator('.parting').waitFor();
  for (const [question, { options }] of reading.questions.entries())
    await option(
      page,
      question,
      options.findIndex(({ right }) => right),
    ).check();
  await page.getByText('You have read it.').waitFor();
  expect(await violations()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.context().close();
});

test('what was read is read after a reload, and on the list', async () => {
  const [reading] = readings;
  if (!reading) throw new Error('Expected a timeline to read.');
  const page = await open(reading);
  for (const [question, { options }] of reading.questions.entries())
    await option(
      page,
      question,
      options.findIndex(({ right }) => right),
    ).check();
  await page.getByText('You have read it.').waitFor();
  await page.reload();
  await page.getByText('You have read it.').waitFor();
  await page.getByRole('link', { name: 'Socket Clinic' }).click();
  expect(await page.locator('li', { hasText: reading.title }).locator('.step-dialects').textContent()).toBe('read');
  await page.goBack();
  await page.getByRole('button', { name: 'Read it again' }).click();
  expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
  await page.context().close();
});

test('a timeline is read by keyboard alone, and leads to the step that repairs it', async () => {
  const reading = readings.find(({ repairedBy }) => repairedBy !== undefined);
  if (!reading) throw new Error('Expected a timeline whose fault a step repairs.');
  const page = await open(reading);
  for (const [question, { options }] of reading.questions.entries()) {
    await option(page, question, 0).focus();
    await page.keyboard.press('Space');
    const right = options.findIndex((each) => each.right);
    for (let index = 0; index < right; index++) await page.keyboard.press('ArrowDown');
  }
  await page.getByRole('link', { name: /^Repair such a one/ }).press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/steps/${reading.repairedBy}`);
  // A link in the prose stays in this page, and one to outside leaves it where it is.
  await page.goto(new URL('/steps/smallest-echo', workshop.url).href);
  await page.evaluate(() => Reflect.set(window, 'stays', true));
  expect(await page.getByRole('link', { name: /^FastAPI/ }).getAttribute('target')).toBe('_blank');
  await page.locator('.prose').getByRole('link', { name: 'Put lights on the path' }).press('Enter');
  await expect.poll(() => new URL(page.url()).pathname).toBe('/steps/where-did-it-die');
  expect(await page.evaluate(() => Reflect.get(window, 'stays'))).toBe(true);
  expect(browser.problems).toEqual([]);
  await page.context().close();
});
