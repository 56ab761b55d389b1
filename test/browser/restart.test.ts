import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { makeFolder } from '../helpers/folder.ts';
import { draftIn, openStep, runByKeyboard, write } from '../helpers/learner-page.ts';
import { Program } from '../helpers/processes.ts';
import { lessonFile } from '../helpers/workshop.ts';

const STEP = 'open-then-gone';
const SOLUTION = await lessonFile(`01-stay-open/01-${STEP}/async/solution.ts`);
let browser: OpenBrowser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.[Symbol.asyncDispose]());

/** The workshop as a process, so that it can be killed. */
async function start(folder: string, port = 0): Promise<{ program: Program; address: string; port: number }> {
  const program = new Program(process.execPath, ['cli/main.ts', 'start'], {
    ...{ PORT: String(port), SOCKET_CLINIC_DATA: folder, SOCKET_CLINIC_SETUP: 'off', TMPDIR: folder },
  });
  const address = (await program.line('Socket Clinic is ready')).replace(/^.*: /, '');
  return { program, address, port: Number(new URL(address).port) };
}

const shown = (page: Page) => page.locator('.monaco-editor .view-lines').first().textContent();

test('a workshop that is killed while somebody types is found again, and has what was typed', async () => {
  await using folder = await makeFolder();
  const first = await start(folder.path);
  await using killed = first.program;
  const page = await openStep(await browser.open(), first.address, STEP);
  const title = await page.title();
  await write(page, '// before\n');
  await page.getByText('saved', { exact: true }).waitFor();
  killed.signal('program', 'SIGKILL');
  await killed.exited;
  await page.getByText('workshop not reachable').waitFor();
  await write(page, SOLUTION);
  await page.getByText('workshop not reachable; your draft is kept in this browser').waitFor();

  // A click while it is down: the page says what it waits for, and goes on by itself.
  await page.locator('.dot').nth(1).click();
  await page.getByRole('heading', { name: 'Waiting for the workshop' }).waitFor();

  const second = await start(folder.path, first.port);
  await using again = second.program;
  await page.locator('.monaco-editor .view-line').first().waitFor({ state: 'attached' });
  expect([second.port, again.exitCode]).toEqual([first.port, null]);
  await page.goBack();
  await expect.poll(() => page.title()).toBe(title);
  await expect.poll(() => draftIn(page, STEP, 'async')).toBe(SOLUTION);
  expect(await runByKeyboard(page)).toBe('working');
  await page.getByText('saved', { exact: true }).waitFor();
  await page.context().close();
});

test('another port, and another browser, have the draft and what was solved', async () => {
  await using folder = await makeFolder();
  const first = await start(folder.path);
  await using killed = first.program;
  const page = await openStep(await browser.open(), first.address, STEP);
  await write(page, `// mine\n${SOLUTION}`);
  expect(await runByKeyboard(page)).toBe('working');
  await page.getByText('saved', { exact: true }).waitFor();
  killed.signal('program', 'SIGKILL');
  await killed.exited;

  const second = await start(folder.path);
  await using other = second.program;
  expect([second.port === first.port, other.exitCode]).toEqual([false, null]);
  const elsewhere = await openStep(await browser.open(), second.address, STEP);
  await expect.poll(() => shown(elsewhere)).toContain('mine');
  await elsewhere.getByText('✓ solved').waitFor();

  // The attempt is there too: its result, what differs from the draft, and its text.
  await write(elsewhere, '// something else\n');
  await expect.poll(() => draftIn(elsewhere, STEP, 'async')).toBe('// something else\n');
  await elsewhere.getByRole('tab', { name: 'History (1)' }).click();
  await elsewhere.getByRole('button', { name: /^Working/ }).click();
  expect(await elsewhere.locator('[data-verdict]').getAttribute('data-verdict')).toBe('working');
  await elsewhere.getByRole('button', { name: 'Take its text into your draft' }).click();
  await expect.poll(() => draftIn(elsewhere, STEP, 'async')).toBe(`// mine\n${SOLUTION}`);
  await elsewhere.getByRole('button', { name: 'Back to the draft before' }).click();
  await expect.poll(() => draftIn(elsewhere, STEP, 'async')).toBe('// something else\n');
  await page.context().close();
  await elsewhere.context().close();
});

test('two tabs with one step, typing in both: the one that is reloaded shows its own text and offers the other’s', async () => {
  await using folder = await makeFolder();
  const { program, address } = await start(folder.path);
  await using _ = program;
  const one = await openStep(await browser.open(), address, STEP);
  const other = await openStep(await one.context().newPage(), address, STEP);
  await write(one, '// the one\n');
  await other.getByText('Another tab has changed this draft.').waitFor();
  await write(other, '// the other\n');
  await one.getByText('Another tab has changed this draft.').waitFor();
  await one.reload();
  await one.getByText('Another tab has changed this draft.').waitFor();
  await expect.poll(() => shown(one)).toMatch(/the.one/);
  await expect.poll(() => shown(other)).toMatch(/the.other/);
  await one.getByRole('button', { name: 'Take its text' }).click();
  await expect.poll(() => shown(one)).toMatch(/the.other/);
  await one.context().close();
});

/**
 * The workshop is away for a while, so that a worker's script cannot be fetched either (a bare `Event`); and the editor says so itself when
 * a comparison is closed before it was made.
 */
const EXPECTED = /WebSocket connection to .* failed|Failed to load resource|ERR_CONNECTION_REFUSED|^Event$|no diff result available/;

test('none of it has thrown in the page', () => {
  expect(browser.problems.filter((problem) => !EXPECTED.test(problem))).toEqual([]);
});
