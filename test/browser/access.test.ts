/** Every page in every state: nothing that axe finds, in both themes, and nothing that is cut off at 200% and 400%. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page, WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { reportExamination } from '../../web/app/report/examination.ts';
import type { Workshop } from '../../web/server/main.ts';
import { faultsOf } from '../helpers/access.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { brokenExamination, hostileExamination, PARTS } from '../helpers/examination.ts';
import { makeFolder, type TestFolder } from '../helpers/folder.ts';
import { draftIn, openStep, runToPattern, write } from '../helpers/learner-page.ts';
import { TestRoom } from '../helpers/room.ts';
import { WS_OK } from '../helpers/sandbox.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const STEP = 'open-then-gone';
const { lessons } = await loadCatalog();
const solution = lessons.flatMap((lesson) => lesson.steps).find(({ id }) => id === STEP)?.exercises.async?.solution ?? '';
const [reading] = lessons.flatMap((lesson) => lesson.readings);
let folder: TestFolder;
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  folder = await makeFolder();
  [workshop, browser] = await Promise.all([startWorkshop({ dataFolder: folder.path }), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
  await folder?.[Symbol.asyncDispose]();
});

async function openPage(path: string): Promise<Page> {
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.goto(new URL(path, workshop.url).href);
  return page;
}

const openExercise = async (dialect: 'async' | 'ws' = 'async') => openStep(await browser.open(), workshop.url, STEP, dialect);

async function writeAndRun(page: Page, source: string): Promise<void> {
  await page.getByRole('tab', { name: 'handler.ts' }).click();
  await write(page, source);
  await expect.poll(() => draftIn(page, STEP, 'async')).toBe(source);
  await runToPattern(page);
}

const chooseTab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();

test('the list, what holds, how it works, and what cannot be shown', async () => {
  const page = await openPage('/');
  await page.locator('.lesson').first().waitFor();
  expect.soft(await faultsOf(page, 'the list')).toEqual([]);
  await page.getByRole('button', { name: 'Help and keyboard shortcuts' }).click();
  expect.soft(await faultsOf(page, 'how this works')).toEqual([]);
  await page.goto(new URL('/safety', workshop.url).href);
  await page.locator('.layer').last().waitFor();
  for (const summary of await page.locator('main summary').all()) await summary.click();
  expect.soft(await faultsOf(page, 'what holds')).toEqual([]);
  for (const path of ['/steps/none', '/read/none', '/nowhere', '/board']) {
    await page.goto(new URL(path, workshop.url).href);
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    expect.soft(await faultsOf(page, path)).toEqual([]);
  }
  const stranger = await browser.open();
  await stranger.goto(new URL('/', workshop.url).origin);
  await stranger.getByRole('heading').first().waitFor();
  expect.soft(await faultsOf(stranger, 'without a token')).toEqual([]);
  await Promise.all([page.context().close(), stranger.context().close()]);
});

test('a workshop that is down', async () => {
  const down = await startWorkshop();
  const page = await browser.open();
  await page.goto(down.url);
  await page.locator('.lesson').first().waitFor();
  await down.close();
  await page.locator(`.lesson a[href="/steps/${STEP}"]`).click();
  await page.getByRole('heading', { name: 'Waiting for the workshop' }).waitFor();
  expect.soft(await faultsOf(page, 'waiting')).toEqual([]);
  await page.context().close();
});

test('a step before a run, its dialogs, and the solution', async () => {
  // Nobody has solved it here: what is solved shows its solution without a question.
  await using own = await startWorkshop();
  const page = await openStep(await browser.open(), own.url, STEP);
  for (const part of ['Read', 'Edit', 'Result'] as const) expect.soft(await faultsOf(page, 'before a run', part)).toEqual([]);
  for (const hint of [1, 2, 3]) await page.getByRole('button', { name: `Show hint ${hint} of 3` }).click();
  expect.soft(await faultsOf(page, 'hints', 'Read')).toEqual([]);
  await chooseTab(page, 'Solution');
  await page.getByRole('dialog').waitFor();
  expect.soft(await faultsOf(page, 'the question before the solution')).toEqual([]);
  await page.getByRole('button', { name: 'Show it' }).click();
  await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  expect.soft(await faultsOf(page, 'the solution', 'Edit')).toEqual([]);
  await page.context().close();
});

test('a run under way, and one that came to nothing', async () => {
  const page = await browser.open();
  const lines: WebSocketRoute[] = [];
  await page.routeWebSocket('**/control', (line) => {
    lines.push(line);
    const server = line.connectToServer();
    server.onMessage((message) => void (/"type":"(finished|events)"/.test(String(message)) || line.send(message)));
  });
  await openStep(page, workshop.url, STEP);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByText('Running …').waitFor();
  expect.soft(await faultsOf(page, 'running', 'Result')).toEqual([]);
  for (const line of lines) await line.close();
  await page.getByRole('heading', { name: 'No verdict' }).waitFor();
  expect.soft(await faultsOf(page, 'no verdict', 'Result')).toEqual([]);
  await page.context().close();
});

const VERDICTS = {
  working: solution,
  broken: "export default async function handler() {\n  process.getBuiltinModule('fs').readFileSync('/etc/passwd');\n}\n",
  'did-not-compile': 'export default async function handler() {\n  const x = ;\n}\n',
  crashed: 'export default async function handler() {\n  setTimeout(() => { throw new Error("late"); });\n}\n',
  'limit-exceeded': 'export default async function handler() {\n  for (;;) {}\n}\n',
};

test.each(Object.entries(VERDICTS))('after a run: %s', async (kind, source) => {
  const page = await openExercise();
  await writeAndRun(page, source);
  expect(await page.locator('.verdict').getAttribute('data-verdict')).toBe(kind);
  expect.soft(await faultsOf(page, kind, 'Result')).toEqual([]);
  const ask = page.getByRole('button', { name: 'What does this mean?' });
  if (await ask.isVisible()) await ask.click();
  for (const summary of await page.locator('.verdict summary').all()) await summary.click();
  expect.soft(await faultsOf(page, `${kind}, its diagnosis`, 'Result')).toEqual([]);
  await page.context().close();
});

test('the parts of a run, one event of it, and an attempt of before', async () => {
  const page = await openExercise();
  await writeAndRun(page, solution);
  for (const tab of ['Expectations', 'Output', 'Events']) {
    await chooseTab(page, tab);
    expect.soft(await faultsOf(page, tab, 'Result')).toEqual([]);
  }
  await chooseTab(page, 'Timeline');
  await page.getByRole('button', { name: 'Show working pattern' }).click();
  await page.locator('.connections select').selectOption('all');
  expect.soft(await faultsOf(page, 'all connections', 'Result')).toEqual([]);
  await page.locator('.timeline .data.selectable').last().click();
  await page.getByRole('region', { name: 'Event' }).waitFor();
  expect.soft(await faultsOf(page, 'an event', 'Result')).toEqual([]);
  await chooseTab(page, 'History');
  await page.locator('.attempts button').first().click();
  await page.locator('.taking').waitFor();
  expect.soft(await faultsOf(page, 'history', 'Edit')).toEqual([]);
  await page.context().close();
});

test('a talk', async () => {
  const page = await openExercise('ws');
  await write(page, WS_OK);
  await expect.poll(() => draftIn(page, STEP, 'ws')).toBe(WS_OK);
  await chooseTab(page, 'Talk to it');
  const look = async (state: string) => expect.soft(await faultsOf(page, state, 'Talk')).toEqual([]);
  await look('no talk yet');
  await page.getByRole('button', { name: 'Your own backend' }).click();
  await look('a talk with a backend');
  await page.getByRole('button', { name: 'This handler' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await page.locator('.talk-connection.open').waitFor();
  await page.getByLabel('Message to A').fill('{"type":"hi"}');
  await page.keyboard.press('Enter');
  await page.getByText('"Message received"').first().waitFor();
  await page.getByText('Subprotocols and headers').click();
  await page.getByText('Connect from elsewhere').click();
  await page.getByRole('button', { name: 'Close …' }).click();
  await look('a talk with all that can be opened');
  await page.getByRole('button', { name: 'Drawing' }).click();
  await look('the drawing of a talk');
  await page.getByRole('textbox', { name: 'Code' }).fill('4000');
  await page.getByRole('textbox', { name: 'Code' }).press('Enter');
  await page.getByRole('region', { name: 'How connection A ended' }).waitFor();
  await look('a connection that has ended');
  await page.getByRole('button', { name: 'End the talk' }).click();
  await page.getByText('The talk has ended.').waitFor();
  await look('a talk that has ended');
  await page.context().close();
});

test('a timeline to read, before an answer, after a wrong one, and when it has been read', async () => {
  const page = await openPage(`/read/${reading?.id}`);
  await page.locator('.timeline .row').first().waitFor();
  expect.soft(await faultsOf(page, 'a timeline to read')).toEqual([]);
  const choose = (question: number, right: boolean) =>
    page
      .locator('.question')
      .nth(question)
      .getByRole('radio')
      .nth(reading?.questions[question]?.options.findIndex((option) => option.right === right) ?? 0)
      .check();
  await choose(0, false);
  await page.locator('.parting').waitFor();
  expect.soft(await faultsOf(page, 'a wrong answer')).toEqual([]);
  for (const question of reading?.questions.keys() ?? []) await choose(question, true);
  await page.getByText('You have read it.').waitFor();
  expect.soft(await faultsOf(page, 'a timeline that was read')).toEqual([]);
  await page.context().close();
});

test('the report of an examination, whatever was written into it', async () => {
  const page = await browser.open();
  const hostile = hostileExamination();
  for (const [name, { html }] of [
    ['broken', reportExamination(brokenExamination(), PARTS)],
    ['hostile', reportExamination(hostile.examination, hostile.parts)],
  ] as const) {
    const path = join(folder.path, `${name}.html`);
    await writeFile(path, html);
    await page.goto(pathToFileURL(path).href);
    expect.soft(await faultsOf(page, name)).toEqual([]);
    expect(await page.locator('script, img').count()).toBe(0);
  }
  await page.context().close();
});

test('a room: its door, its steps and what was learnt, the board, a learner, what is said to them, and the report', async () => {
  await using room = await TestRoom.open({ steps: [STEP, 'smallest-echo'] });
  const at = (path: string) => `http://127.0.0.1:${room.workshop.port}${path}`;
  const [learner, facilitator] = [await browser.open(), await browser.open()];
  await facilitator.goto(room.workshop.url);
  await learner.goto(at('/'));
  await learner.getByLabel('Code', { exact: true }).fill('WRONG2');
  await learner.getByLabel('Your name').fill('Ada Lovelace of Ockham Park');
  await learner.keyboard.press('Enter');
  await learner.getByRole('alert').filter({ hasText: 'Expected the code of this room' }).waitFor();
  expect.soft(await faultsOf(learner, 'the door')).toEqual([]);
  await learner.getByText('I had a seat').click();
  expect.soft(await faultsOf(learner, 'the door, for whoever had a seat')).toEqual([]);
  await learner.getByText('I had a seat').click();
  await learner.getByLabel('Code', { exact: true }).fill(room.code);
  await learner.getByLabel('Your name').fill('Ada Lovelace of Ockham Park');
  await learner.keyboard.press('Enter');
  await learner.locator('.seat-code').waitFor();
  expect.soft(await faultsOf(learner, 'the seat')).toEqual([]);
  await learner.getByRole('button', { name: 'On to the lessons' }).click();
  await learner.locator('.lesson').first().waitFor();
  expect.soft(await faultsOf(learner, 'the steps of the room')).toEqual([]);
  await learner.goto(at(`/steps/${STEP}?dialect=async`));
  await learner.waitForSelector('.monaco-editor .view-line', { state: 'attached' });
  await runToPattern(learner);

  expect.soft(await faultsOf(facilitator, 'the list with the code')).toEqual([]);
  await facilitator.goto(at('/board'));
  const ada = facilitator.getByRole('link', { name: /^Ada/ });
  await ada.waitFor();
  await facilitator.getByRole('button', { name: /^Open, then gone/ }).click();
  expect.soft(await faultsOf(facilitator, 'the board')).toEqual([]);
  await ada.click();
  await facilitator
    .getByRole('button', { name: /^Broken: / })
    .first()
    .click();
  await facilitator.locator('.attempt-look .reason').first().waitFor();
  expect.soft(await faultsOf(facilitator, 'a learner')).toEqual([]);
  await facilitator.getByRole('button', { name: 'Message', exact: true }).click();
  expect.soft(await faultsOf(facilitator, 'a message')).toEqual([]);
  await facilitator.getByRole('textbox', { name: 'Message' }).fill('Who waits for the next message?');
  await facilitator.getByRole('button', { name: 'Send' }).click();
  await facilitator.getByRole('button', { name: 'Offer the solution' }).click();
  await facilitator.getByRole('button', { name: 'Offer it' }).click();
  await learner.getByRole('button', { name: 'Take it' }).waitFor();
  expect.soft(await faultsOf(learner, 'a message and an offer', 'Result')).toEqual([]);
  await learner.locator('.seat-button').click();
  expect.soft(await faultsOf(learner, 'the own seat', 'Read')).toEqual([]);

  const leader = await room.facilitator();
  await leader.lead({ lead: 'open-steps', steps: ['smallest-echo'] });
  await learner.goto(at(`/steps/${STEP}?dialect=async`));
  await learner.getByRole('heading', { name: /not open yet/ }).waitFor();
  expect.soft(await faultsOf(learner, 'a step that is not open')).toEqual([]);
  await facilitator.goto(at('/board'));
  await facilitator.getByRole('button', { name: 'End the workshop' }).click();
  await facilitator.getByRole('button', { name: 'End it' }).click();
  await learner.goto(at('/summary'));
  await learner.getByRole('heading', { name: 'What you learnt' }).waitFor();
  expect.soft(await faultsOf(learner, 'what was learnt')).toEqual([]);
  await facilitator.goto(at('/report'));
  await facilitator.getByRole('row', { name: /Ada/ }).waitFor();
  expect.soft(await faultsOf(facilitator, 'the report')).toEqual([]);
  await Promise.all([learner.context().close(), facilitator.context().close()]);
});
