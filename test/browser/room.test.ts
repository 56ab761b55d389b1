/** A room in two browsers: a learner who joins, fails, gets help and solves, and the facilitator who sees it and leads. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenBrowser, startBrowser, type Viewing } from '../helpers/browser.ts';
import { runByKeyboard, write } from '../helpers/learner-page.ts';
import { boardWhere, TestRoom } from '../helpers/room.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const STEP = 'open-then-gone';
const GONE = 'export default async function handler(connection) {\n  await connection.accept();\n}\n';
let browser: OpenBrowser;
let room: TestRoom;

beforeAll(async () => {
  [browser, room] = await Promise.all([startBrowser(), TestRoom.open({ steps: [STEP, 'smallest-echo'] })]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await room?.[Symbol.asyncDispose]();
});

const at = (path: string) => `http://127.0.0.1:${room.workshop.port}${path}`;

async function join(page: Page, code: string, name: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByLabel('Your name').fill(name);
  await page.keyboard.press('Enter');
}

/** By the door to a step of the room. */
async function sitDown(page: Page, name: string, path: string): Promise<string> {
  await page.goto(at('/join'));
  await join(page, room.code, name);
  const seatCode = await page.locator('.seat-code').textContent();
  await page.getByRole('button', { name: 'On to the lessons' }).click();
  await page.locator('.lesson').first().waitFor();
  await page.goto(at(path));
  return seatCode ?? '';
}

/** The draft in a plain field: the editor is not what these tests are about. */
async function openPlain(viewing?: Viewing): Promise<Page> {
  const page = await browser.open(viewing);
  await page.context().route(/\/assets\/editor-\w+\.js/, (route) => route.abort());
  return page;
}

const field = (page: Page) => page.locator('.editor-plain').first();
const editor = (page: Page) => page.locator('.monaco-editor .view-line').first().waitFor({ state: 'attached' });
const draft = (page: Page) => page.locator('.monaco-editor .view-lines').first();

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

async function expectToFit(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('a learner joins, fails, appears as stuck, is told where to look, takes the solution, and sees in the end what was learnt', async () => {
  const [learner, facilitator] = [await browser.open(), await openPlain({ width: 1920, height: 1080, dark: true })];
  await facilitator.goto(room.workshop.url);

  await learner.goto(at('/'));
  await learner.getByText('The facilitator can see your drafts').waitFor();
  await join(learner, 'WRONG2', 'Ada');
  await learner.getByRole('alert').filter({ hasText: 'Expected the code of this room' }).waitFor();
  await expect.poll(() => learner.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
  await expectAccessible(learner);
  await sitDown(learner, 'Ada', `/steps/${STEP}?dialect=async`);
  await editor(learner);
  await write(learner, GONE);
  for (const attempts of [1, 2, 3]) {
    expect(await runByKeyboard(learner)).toBe('broken');
    await learner.getByRole('tab', { name: `History (${attempts})` }).waitFor();
  }

  const line = facilitator.getByRole('link', { name: /^Ada/ });
  await line.filter({ hasText: '3 times: the handler returns' }).waitFor();
  await facilitator.getByRole('button', { name: /^Open, then gone/ }).click();
  await facilitator.getByText('1 of 1: the handler returns').waitFor();
  await expectAccessible(facilitator);
  await line.click();
  await facilitator
    .getByRole('button', { name: /^Broken: the handler returns/ })
    .first()
    .click();
  await facilitator.getByText('The handler returned at line 3.', { exact: true }).waitFor();
  await expectAccessible(facilitator);
  await facilitator.getByRole('button', { name: 'Message', exact: true }).click();
  await facilitator.getByRole('textbox', { name: 'Message' }).fill('Who waits for the next message?');
  await facilitator.getByRole('button', { name: 'Send' }).click();
  await learner.getByText('Who waits for the next message?').waitFor();
  await facilitator.getByRole('button', { name: 'Offer the solution' }).click();
  await facilitator.getByRole('button', { name: 'Offer it' }).click();
  await learner.getByRole('button', { name: 'Take it' }).click();
  await learner.getByText('Your own one is under History').waitFor();
  expect(await runByKeyboard(learner)).toBe('working');
  await expectAccessible(learner);
  await learner.getByRole('button', { name: 'Put this message away' }).last().click();
  await learner.getByRole('tab', { name: /^History/ }).click();
  await learner.getByRole('button', { name: /^Set aside for the solution/ }).click();
  await learner.getByRole('button', { name: 'Bring it back into your draft' }).click();
  await learner.getByRole('tab', { name: 'handler.ts' }).click();
  await expect.poll(() => draft(learner).textContent()).toMatch(/accept\(\);\s*}$/);

  await facilitator.getByRole('link', { name: 'Board' }).click();
  await facilitator.getByRole('link', { name: /^Ada solved/ }).waitFor();
  await facilitator.getByRole('button', { name: 'End the workshop' }).click();
  await facilitator.getByRole('button', { name: 'End it' }).click();
  await learner.getByRole('heading', { name: 'What you learnt' }).waitFor();
  await learner.getByText('1 of 2 steps solved.').waitFor();
  expect(await learner.getByText('Who waits for the next message?').count()).toBe(0);
  await learner.locator('.brand').click();
  await learner.getByRole('link', { name: 'See what you learnt' }).click();
  await learner.getByRole('heading', { name: 'What you learnt' }).waitFor();
  await expectAccessible(learner);
  await facilitator.getByRole('link', { name: 'Report' }).click();
  await facilitator.getByRole('row', { name: /Ada 1 of 2 4/ }).waitFor();
  await expectAccessible(facilitator);
  await facilitator.getByRole('link', { name: 'Board' }).click();
  await facilitator.getByRole('button', { name: 'Go on with the workshop' }).click();
  await facilitator.getByText('The workshop goes on.').waitFor();
  await Promise.all([learner.context().close(), facilitator.context().close()]);
});

test('a name is text on board and report, whatever it is, and nothing is wider than the page', async () => {
  const names = ['<img src=x onerror=alert(1)>', '__proto__', 'שלום עולם', 'W'.repeat(32), `${'👩‍👩‍👧‍👦'.repeat(4)}x`];
  for (const name of names) await room.learner(name);
  const page = await browser.open({ width: 390, height: 844 });
  await page.goto(room.workshop.url);
  await page.getByRole('button', { name: 'Show the QR code' }).click();
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await expectToFit(page);
  for (const [path, within] of [
    ['/board', '.row-name'],
    ['/report', '.report tbody th'],
  ] as const) {
    await page.goto(at(path));
    await page.locator(within).first().waitFor();
    expect(await page.locator(within).allTextContents()).toEqual(expect.arrayContaining(names));
    expect(await page.locator('main img').count()).toBe(0);
    await expectToFit(page);
  }
  await page.context().close();
});

test('the next learner at a computer meets nothing of the one before, who finds everything again with the seat code', async () => {
  const page = await openPlain();
  const seatCode = await sitDown(page, 'Grace', `/steps/${STEP}?dialect=async`);
  await field(page).fill('// of Grace');
  await page.getByText('saved', { exact: true }).waitFor();
  await page.locator('.seat-button').click();
  await page.getByRole('button', { name: /^Leave the seat/ }).click();
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('heading', { name: 'Join the workshop' }).waitFor();
  await sitDown(page, 'Next', `/steps/${STEP}?dialect=async`);
  expect(await field(page).inputValue()).toMatch(/^import/);
  // Taken again in another tab: this one follows.
  const again = await page.context().newPage();
  await again.goto(at('/join'));
  await again.getByText('I had a seat').click();
  await again.getByLabel('Seat code').fill(seatCode.toLowerCase());
  await again.keyboard.press('Enter');
  await again.locator('.lesson').first().waitFor();
  await expect.poll(() => field(page).inputValue()).toBe('// of Grace');
  await page.context().close();
});

test('a seat that is taken elsewhere leads to the door, and back to where one was', async () => {
  const [page, elsewhere] = [await openPlain(), await browser.open()];
  const seatCode = await sitDown(page, 'Edsger', '/steps/smallest-echo?dialect=async');
  await field(page).fill('// mine');
  const take = async (by: Page) => {
    await by.getByText('I had a seat').click();
    await by.getByLabel('Seat code').fill(seatCode);
    await by.keyboard.press('Enter');
  };
  await elsewhere.goto(at('/join'));
  await take(elsewhere);
  await page.getByRole('heading', { name: 'Join the workshop' }).waitFor();
  await take(page);
  await field(page).waitFor();
  expect(new URL(page.url()).pathname).toBe('/steps/smallest-echo');
  expect(await field(page).inputValue()).toBe('// mine');
  await Promise.all([page.context().close(), elsewhere.context().close()]);
});

test('a closed step is no link, says so on its own page, and opens by itself', async () => {
  const facilitator = await room.facilitator();
  await facilitator.lead({ lead: 'open-steps', steps: ['smallest-echo'] });
  const page = await openPlain();
  await sitDown(page, 'Barbara', '/');
  await page.locator('.step-line', { hasText: 'not open yet' }).waitFor();
  expect(await page.locator(`a[href="/steps/${STEP}"]`).count()).toBe(0);
  await page.goto(at(`/steps/${STEP}?dialect=async`));
  await page.getByRole('heading', { name: /not open yet/ }).waitFor();
  await facilitator.lead({ lead: 'open-steps', steps: [STEP, 'smallest-echo'] });
  await field(page).waitFor();
  // The board has it there, although nothing was typed or run.
  await using board = await facilitator.tab();
  await boardWhere(board, ({ learners }) => learners.some(({ name, step }) => name === 'Barbara' && step === STEP));
  await page.context().close();
});

test('a local workshop loads nothing of a room', async () => {
  await using workshop = await startWorkshop();
  const page = await browser.open();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(workshop.url);
  await page.locator('.runtimes', { hasText: /Node/ }).waitFor();
  expect(asked.filter((path) => /room|chunk|editor/.test(path))).toEqual([]);
  expect(await page.locator('.room-strip').count()).toBe(0);
  await page.context().close();
});

/**
 * Whoever has no seat, and whoever has a wrong code, is refused, and a browser says so in its console; the editor says itself when a
 * comparison is closed before it was made.
 */
const EXPECTED = /Failed to load resource|^Event$|no diff result available/;

test('none of it has thrown in the page', () => {
  expect(browser.problems.filter((problem) => !EXPECTED.test(problem))).toEqual([]);
});
