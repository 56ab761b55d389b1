/** A pack of lessons of one's own: laid out, served, changed while the page is open, proven, and solved. */
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DIALECTS, type Dialect, endingOf } from '../../sandbox/runtimes/dialect.ts';
import { placeBelow } from '../../sandbox/runtimes/python/environment.ts';
import { isMissing } from '../../sandbox/runtimes/python/found.ts';
import { thisSystem } from '../../sandbox/runtimes/python/system.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { makeFolder, type TestFolder } from '../helpers/folder.ts';
import { draftIn, openStep, runByKeyboard, write } from '../helpers/learner-page.ts';
import { clinic, Program } from '../helpers/processes.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { sharedDataFolder } from '../helpers/shared-data.ts';

const STEP = 'cut-after-lunch';
let folder: TestFolder;
let program: Program;
let browser: OpenBrowser;
let address: string;

const pack = () => join(folder.path, 'pack');
const inStep = (file: string) => join(pack(), '01-our-outages', `01-${STEP}`, file);

beforeAll(async () => {
  folder = await makeFolder();
  expect(clinic('new', STEP, '--pack', pack()).status).toBe(0);
  const python = await realEnvironment();
  const own: Record<string, string> = isMissing(python)
    ? {}
    : { SOCKET_CLINIC_PYTHON: placeBelow(sharedDataFolder(), thisSystem()).environment };
  const env = { ...own, PORT: '0', SOCKET_CLINIC_SETUP: 'off', SOCKET_CLINIC_DATA: join(folder.path, 'data') };
  program = new Program(process.execPath, ['cli/main.ts', 'dev', pack()], env);
  [address, browser] = await Promise.all([readAddress(program), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await program?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

async function readAddress(started: Program): Promise<string> {
  return (await started.line('Socket Clinic is ready')).replace('Socket Clinic is ready: ', '');
}

async function openPage(path: string): Promise<Page> {
  const page = await browser.open();
  await page.goto(address);
  await page.goto(new URL(path, address).href);
  return page;
}

/** Changes a file, and puts it back when the test ends. */
async function changed(file: string, change: (text: string) => string): Promise<AsyncDisposable> {
  const before = await readFile(file, 'utf8');
  expect(change(before)).not.toBe(before);
  await writeFile(file, change(before));
  return { [Symbol.asyncDispose]: () => writeFile(file, before) };
}

test('the list has the pack with its title and version, after our own lessons', async () => {
  const page = await openPage('/');
  await page.getByRole('heading', { name: 'Our own outages' }).waitFor();
  expect(await page.locator('.lesson .pack').allTextContents()).toEqual(['Our lessons, version 0.1.0']);
  expect(await page.locator('.lesson').count()).toBeGreaterThan(3);
  await page.context().close();
});

test('the open page follows what its author writes, and the draft stays', async () => {
  const page = await browser.open();
  await openStep(page, address, STEP);
  await write(page, '// my own idea');
  await expect.poll(() => draftIn(page, STEP, 'async')).toBe('// my own idea');
  await using _prose = await changed(inStep('step.md'), (text) => text.replace('The kitchen answers', 'The new kitchen answers'));
  await page.getByText('The new kitchen answers every order').waitFor();
  expect(await page.locator('.monaco-editor .view-line').allTextContents()).toEqual([
    '// my\u00a0own\u00a0idea'.replace('// ', '//\u00a0'),
  ]);
  await page.context().close();
});

test('whoever has typed nothing sees the new starter', async () => {
  const page = await browser.open();
  await openStep(page, address, STEP, 'ws');
  // Another test may have left its draft in the workshop.
  const starter = await readFile(inStep('ws/starter.ts'), 'utf8');
  await write(page, starter);
  await expect.poll(async () => (await draftIn(page, STEP, 'ws')) ?? starter).toBe(starter);
  await using _starter = await changed(inStep('ws/starter.ts'), (text) => `// a new first line\n${text}`);
  await page.locator('.view-line', { hasText: 'a new first line' }).waitFor();
  await page.context().close();
});

test('a scenario that its author has broken is told with its file, hides no other lesson, and the open step stays', async () => {
  const page = await browser.open();
  await openStep(page, address, STEP);
  {
    await using _scenario = await changed(inStep('scenario.ts'), (text) => text.replace('script(draw)', 'plot(draw)'));
    await page.getByText('One thing in the lessons’ folders cannot be used as it is').waitFor();
    expect(await page.locator('.lesson-problems li').textContent()).toBe(
      `01-our-outages/01-${STEP}/scenario.ts: expected "script" in the default export to be a function; got nothing. Correct the default export.`,
    );
    expect(await page.locator('.view-line').count()).toBeGreaterThan(0);
    const list = await openPage('/');
    await list.getByText('Open, then gone').first().waitFor();
    await list.context().close();
  }
  await page.locator('.lesson-problems').waitFor({ state: 'detached' });
  await page.context().close();
});

test('a change of the scenario counts at the next run', async () => {
  const page = await browser.open();
  await openStep(page, address, STEP);
  await write(page, await readFile(inStep('async/solution.ts'), 'utf8'));
  expect(await runByKeyboard(page)).toBe('working');
  await using _scenario = await changed(inStep('scenario.ts'), (text) => text.replaceAll("type: 'accepted'", "type: 'confirmed'"));
  await expect.poll(() => runByKeyboard(page)).toBe('broken');
  await page.context().close();
});

test('the table has every handler with its verdict, runs anew after a change, and shows a run beside the pattern', async () => {
  const page = await openPage(`/author/${STEP}`);
  const count = (WITHOUT_PYTHON ? 2 : 3) * 9;
  await page.getByText(`All have run: ${count} handlers, 0 not as stated.`).waitFor({ timeout: 0 });
  await using _solution = await changed(inStep('ws/solution.ts'), (text) => text.replace('order.id }', '1 }'));
  await page.getByText(`All have run: ${count} handlers, 1 not as stated.`).waitFor({ timeout: 0 });
  const row = page.getByRole('row').filter({ hasText: 'expected it to work' });
  expect(await row.locator('td').nth(2).textContent()).toBe('first-order');
  await row.getByRole('button').click();
  await page.getByText('this handler has this').waitFor();
  await page.locator('.author-look [data-verdict="broken"]').waitFor();
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
  await page.context().close();
});

test.each(DIALECTS)('the step is solved by its solution in %s', async (dialect: Dialect) => {
  if (dialect === 'fastapi' && WITHOUT_PYTHON) return;
  const page = await browser.open();
  await openStep(page, address, STEP, dialect);
  const source = (name: string) => readFile(inStep(`${dialect}/${name}${endingOf(dialect)}`), 'utf8');
  await write(page, await source('starter'));
  expect(await runByKeyboard(page)).toBe('broken');
  await write(page, await source('solution'));
  await expect.poll(() => runByKeyboard(page)).toBe('working');
  await page.getByText('✓ solved').waitFor();
  await page.context().close();
});

test('a lesson that is added and one that is taken away come and go', async () => {
  const page = await openPage('/');
  const second = join(pack(), '02-second');
  await cp(join(pack(), '01-our-outages'), second, { recursive: true });
  await page.getByText(/2 things in the lessons’ folders/).waitFor();
  await rm(second, { recursive: true });
  await page.locator('.lesson-problems').waitFor({ state: 'detached' });
  // The step that was broken for a while was not to be had.
  expect(browser.problems.filter((problem) => !problem.includes('404'))).toEqual([]);
  await page.context().close();
});
