/**
 * A walk through the steps on one page: the starter fails with its mark in view, whatever the size, and the solution solves it. Each step
 * is walked in one of its dialects, drawn anew each time; npm run walk goes through every exercise at every size.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Step } from '../../lessons/lesson.ts';
import { DIALECTS, type Dialect, FACES } from '../../sandbox/runtimes/dialect.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { drawOne, WHOLE } from '../helpers/drawn.ts';
import { draftIn, markIn, runToPattern, write } from '../helpers/learner-page.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { Replay } from '../helpers/replay.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const exercises = lessons
  .flatMap((lesson) => lesson.steps)
  .flatMap((step) => {
    const dialects = DIALECTS.filter((dialect) => step.exercises[dialect] && !(WITHOUT_PYTHON && dialect === 'fastapi'));
    return (WHOLE ? dialects : [drawOne(dialects)]).map((dialect) => [step.id, dialect, step] as const);
  });
const [WIDE, ...OTHERS] = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  // 1440 by 900 at 200%.
  { width: 720, height: 450 },
] as const;
let workshop: Workshop;
let browser: OpenBrowser;
let page: Page;
let replay: Replay;

beforeAll(async () => {
  if (!WITHOUT_PYTHON) await realEnvironment();
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
  page = await browser.open(WIDE);
  replay = await Replay.between(page);
  await page.goto(workshop.url);
  // The line is open, and everything that can be run is ready.
  await page.locator('.runtimes', { hasText: WITHOUT_PYTHON ? /Node \d/ : /Node \d.* FastAPI \d/ }).waitFor();
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

async function openExercise({ id }: Step, dialect: Dialect): Promise<void> {
  await page.setViewportSize(WIDE);
  replay.isOn = false;
  await page.locator('.brand').click();
  await page.locator(`.lesson a[href="/steps/${id}"]`).click();
  await page.locator('.segments').getByText(FACES[dialect].title, { exact: true }).click();
  await page.locator('.segments [aria-pressed="true"]').getByText(FACES[dialect].title, { exact: true }).waitFor();
  await page.getByText('Not run yet.').waitFor();
  await page.locator('.monaco-editor .view-line').first().waitFor({ state: 'attached' });
}

test.each(exercises)('%s in %s', async (id, dialect, step) => {
  await openExercise(step, dialect);
  const exercise = step.exercises[dialect];
  const outOfView: number[] = [];
  for (const size of [WIDE, ...OTHERS]) {
    await page.setViewportSize(size);
    replay.isOn = size !== WIDE;
    await runToPattern(page);
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe(exercise?.starterFails.verdict);
    const { isOnTop, isWithin } = await markIn(page);
    if (!isOnTop || !isWithin) outOfView.push(size.width);
  }
  expect(outOfView).toEqual([]);

  await page.setViewportSize(WIDE);
  replay.isOn = false;
  await write(page, exercise?.solution ?? '');
  await expect.poll(() => draftIn(page, id, dialect)).toBe(exercise?.solution);
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-verdict="working"]').waitFor();
  await page.getByText('✓ solved').waitFor();
});

test('nothing was written to the console as an error', () => {
  expect(browser.problems).toEqual([]);
});
