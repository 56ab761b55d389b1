import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser, type Viewing } from '../helpers/browser.ts';
import { draftIn, openStep as open, runByKeyboard, write } from '../helpers/learner-page.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { blockUnder } from '../helpers/source-document.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  if (!WITHOUT_PYTHON) await realEnvironment();
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

async function openStep(id: string, dialect?: Dialect, viewing?: Viewing): Promise<Page> {
  return open(await browser.open(viewing), workshop.url, id, dialect);
}

test('a learner sees the broken timeline, takes a hint, repairs the handler, runs it by keyboard and stays solved', async () => {
  const page = await openStep('open-then-gone');
  expect(await runByKeyboard(page)).toBe('broken');
  await page.getByText('the two part here').waitFor();
  await page.getByText('working pattern', { exact: true }).waitFor();
  expect(await page.getByRole('status').textContent()).toMatch(
    /Expected the connection to stay open .*; observed: the connection ended with no close frame/,
  );
  expect(await page.getByRole('status').textContent()).not.toContain('The handler returned');
  await page.getByRole('button', { name: 'What does this mean?' }).click();
  expect(await page.getByRole('status').textContent()).toContain('The handler returned at line 17');

  await page.getByRole('button', { name: 'Show hint 1 of 3' }).click();
  await page.locator('.hint', { hasText: 'Who is still running' }).waitFor();

  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  // Typed key by key: the editor indents and closes brackets by itself.
  await page.keyboard.type(TYPED, { delay: 0 });
  expect(await runByKeyboard(page)).toBe('working');
  await page.getByText('✓ solved').waitFor();

  await page.reload();
  await page.getByText('✓ solved').waitFor();
  await page.locator('.hint', { hasText: 'Who is still running' }).waitFor();
  expect(await draftIn(page, 'open-then-gone', 'async')).toContain('while (true)');
  await page.context().close();
});

const TYPED = `import { type Connection } from 'clinic';
export default async function handler(connection: Connection) {
await connection.accept();
while (true) {
await connection.receiveText();
await connection.sendJson({ type: 'response', data: 'Message received' });`;

test.skipIf(WITHOUT_PYTHON)('a block of the source document is pasted, gets its frame by one click, and works', async () => {
  const page = await openStep('smallest-echo', 'fastapi');
  const block = blockUnder('Test 1');
  await write(page, block);
  await expect.poll(() => draftIn(page, 'smallest-echo', 'fastapi')).toBe(block);
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-verdict="did-not-compile"]').waitFor();
  expect(await page.locator('.problems').textContent()).toContain("This file defines no 'app'.");
  const add = page.getByRole('button', { name: 'Add the missing frame' });
  // In sight, and not only after scrolling in the card.
  expect(
    await add.evaluate((button) => {
      const { left, top, width, height } = button.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === button;
    }),
  ).toBe(true);
  await add.click();
  const framed = `from fastapi import FastAPI, WebSocket, WebSocketDisconnect\n\napp = FastAPI()\n\n\n${block}`;
  await expect.poll(() => draftIn(page, 'smallest-echo', 'fastapi')).toBe(framed);

  await page.keyboard.press('Control+Z');
  await expect.poll(() => draftIn(page, 'smallest-echo', 'fastapi')).toBe(block);
  await page.keyboard.press('Control+Shift+Z');
  await expect.poll(() => draftIn(page, 'smallest-echo', 'fastapi')).toBe(framed);
  expect(await runByKeyboard(page)).toBe('working');
  await page.getByText('✓ solved').waitFor();
  await page.context().close();
});

const TYPED_PYTHON = `from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()

@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
await websocket.accept()
try:
while True:
await websocket.receive_text()
await websocket.send_json({"type": "response", "data": "Message received"})`;

test.skipIf(WITHOUT_PYTHON)('a learner types a handler in Python, and its lines indent by themselves', async () => {
  const page = await openStep('open-then-gone', 'fastapi');
  await page.getByRole('tab', { name: 'handler.py' }).waitFor();
  await write(page, '');
  await page.keyboard.type(TYPED_PYTHON);
  await page.keyboard.press('Enter');
  for (let columns = 0; columns < 2; columns++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.type('except WebSocketDisconnect:\npass');
  expect(await runByKeyboard(page)).toBe('working');
  await page.reload();
  await page.getByText('✓ solved').waitFor();
  await page.context().close();
});

test.skipIf(WITHOUT_PYTHON)('a source that Python cannot parse is a marker in the editor at its place', async () => {
  const page = await openStep('open-then-gone', 'fastapi');
  await write(page, 'app = "😀" +* 3\n');
  expect(await runByKeyboard(page)).toBe('did-not-compile');
  await page.locator('.squiggly-error').waitFor();
  await page.context().close();
});

test('a syntax error is a marker in the editor at its place', async () => {
  const page = await openStep('open-then-gone');
  await write(page, 'export default async function handler() {\n  const x = ;\n}\n');
  expect(await runByKeyboard(page)).toBe('did-not-compile');
  await page.getByRole('button', { name: 'line 2' }).waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor();
  await page.context().close();
});

test('a handler that never lets go is told so, and the next run works', async () => {
  const page = await openStep('open-then-gone');
  await write(page, 'export default async function handler() {\n  for (;;) {}\n}\n');
  expect(await runByKeyboard(page)).toBe('limit-exceeded');
  await write(page, steps.find(({ id }) => id === 'open-then-gone')?.exercises.async?.solution ?? '');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-verdict="working"]').waitFor();
  await page.context().close();
});

test('reset asks, and can be undone', async () => {
  const page = await openStep('open-then-gone');
  await write(page, '// mine\n');
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).toContain('mine');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(await draftIn(page, 'open-then-gone', 'async')).toContain('mine');
  await page.getByRole('button', { name: 'Reset' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).not.toContain('mine');
  await page.getByRole('button', { name: 'Undo reset' }).click();
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).toContain('mine');
  await page.context().close();
});

test('the editor knows the dialect’s types and their docs', async () => {
  const page = await openStep('open-then-gone');
  await page.locator('.monaco-editor .view-line span span', { hasText: /^accept$/ }).hover();
  await page.getByText('Answers the opening handshake with 101').waitFor();
  await page.context().close();
});

test('what a handler writes is shown as text, with control characters made visible', async () => {
  const page = await openStep('open-then-gone');
  await write(page, "console.log('<img src=x onerror=alert(1)>\\u202e\\u001b[31m');\nexport default async function handler() {}\n");
  await runByKeyboard(page);
  await page.getByRole('tab', { name: /Output/ }).click();
  expect(await page.locator('.output').textContent()).toContain('<img src=x onerror=alert(1)>⟨U+202E⟩⟨U+001B⟩[31m');
  await page.context().close();
});

describe.each([1440, 1024, 390])('at %d pixels', (width) => {
  test.each([false, true])('nothing is inaccessible or wider than the page (dark: %s)', async (dark) => {
    const page = await openStep('open-then-gone', 'async', { width, dark });
    await runByKeyboard(page);
    await page.getByText('FIN, no close frame').first().waitFor({ state: 'attached' });
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.goto(new URL('/', workshop.url).href);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const home = await new AxeBuilder({ page }).analyze();
    expect(home.violations.map(({ id }) => id)).toEqual([]);
    await page.goto(new URL('/safety', workshop.url).href);
    await page.locator('.layer').last().waitFor();
    const safety = await new AxeBuilder({ page }).analyze();
    expect(safety.violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

test('the page says what holds, and where others are served without isolation every page says so', async () => {
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.getByRole('contentinfo').getByRole('link').click();
  await page.getByText('read a file of the workshop').first().waitFor();
  const [node, python] = ['Handlers in TypeScript, on Node', 'Handlers in FastAPI, on Python'].map((name) =>
    page.getByRole('region', { name }),
  );
  expect(await node?.locator('.layer').count()).toBe(7);
  if (!WITHOUT_PYTHON) await python?.getByText('Python has no permission model').waitFor();
  expect(await page.locator('.unsafe').count()).toBe(0);
  await page.route('**/api/safety', async (passed) => {
    const response = await passed.fetch();
    await passed.fulfill({ response, json: { ...(await response.json()), mode: 'hosted', unsafe: true } });
  });
  for (const address of ['/', '/safety', '/steps/open-then-gone']) {
    await page.goto(new URL(address, workshop.url).href);
    await page.getByRole('complementary', { name: 'Warning' }).waitFor();
    expect(await page.locator('.unsafe').textContent()).toContain('serves others without isolation');
  }
  await page.context().close();
});

test('with the keyboard alone: to the solution, through the rows of the drawing, and on to another page', async () => {
  const page = await openStep('open-then-gone');
  const before = await page.locator('.monaco-editor .view-lines').first().textContent();
  await page.getByRole('tab', { name: 'handler.ts' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show it' }).press('Enter');
  // What the draft lacks is marked, and what it has too much.
  await page.locator('.monaco-diff-editor .line-insert').first().waitFor();
  await page.locator('.monaco-diff-editor .line-delete').first().waitFor();
  await page.getByRole('tab', { name: 'Solution' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.monaco-editor .view-lines').first().textContent()).toBe(before);

  expect(await runByKeyboard(page)).toBe('broken');
  const stop = page.locator('.timeline [tabindex="0"]');
  expect(await stop.count()).toBe(1);
  await stop.focus();
  await page.keyboard.press('Home');
  const labels = await page.locator('.timeline .selectable').allTextContents();
  for (const _row of labels.slice(0, labels.indexOf('101'))) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await page.locator('.detail').textContent()).toContain('101');

  await page.locator('.brand').press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Once it has been drawn.
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  await page.context().close();
});

test('on a small screen Run is at hand beside the text, and leads to the result', async () => {
  const page = await openStep('open-then-gone', 'async', { width: 390, height: 844 });
  await page.getByText('It worked with Postman last week').waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('[data-verdict="broken"]').waitFor();
  expect(await page.getByRole('tab', { name: 'Result' }).getAttribute('aria-selected')).toBe('true');
  await page.context().close();
});

test('every reason that was seen is told, the first one openly', async () => {
  const page = await openStep('smallest-echo');
  await write(page, TWO_REASONS);
  expect(await runByKeyboard(page)).toBe('broken');
  await page.getByRole('button', { name: 'What does this mean?' }).click();
  await page.getByText(/^(Something else was seen|\d other things were seen)$/).click();
  expect(await page.locator('.others-seen p').first().isVisible()).toBe(true);
  expect(await page.locator('.reason p').first().textContent()).not.toBe(await page.locator('.others-seen p').first().textContent());
  await page.context().close();
});

const TWO_REASONS = `import { type Connection } from 'clinic';
export default async function handler(connection: Connection) {
  await connection.accept();
  process.getBuiltinModule('fs').readFileSync('/etc/passwd');
}
`;

test('no page has written an error to its console', () => {
  expect(browser.problems).toEqual([]);
});
