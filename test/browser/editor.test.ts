import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser, type Viewing } from '../helpers/browser.ts';
import { draftIn, openStep as open, runByKeyboard, suggestions, write } from '../helpers/learner-page.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { startWorkshop } from '../helpers/workshop.ts';

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

async function openStep(dialect: Dialect, viewing?: Viewing): Promise<Page> {
  return open(await browser.open(viewing), workshop.url, 'open-then-gone', dialect);
}

const HANDLER = `import { type Connection } from 'clinic';
export default async function handler(connection: Connection) {
  await connection.accept();
`;

test('connection. lists the methods of a connection with their docs', async () => {
  const page = await openStep('async');
  await write(page, HANDLER);
  await page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  await page.keyboard.type('connection.');
  // The list shows its first twelve.
  const methods = ['accept', 'close', 'receive', 'receiveBytes', 'receiveJson', 'receiveText', 'refuse', 'sendBytes', 'sendJson'];
  expect(await suggestions(page)).toEqual(expect.arrayContaining(methods));
  await page.keyboard.type('receiveT');
  await page.locator('.suggest-details', { hasText: 'Waits for the next message and gives its text.' }).waitFor();
  await page.context().close();
});

test('socket. lists the methods of a socket with the docs that ws has', async () => {
  const page = await openStep('ws');
  await write(page, "import { WebSocketServer } from 'ws';\nnew WebSocketServer({ noServer: true }).on('connection', (socket) => {\n");
  // What is open is marked once the language service has started: asked for before that, the list stays away.
  await page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  await page.keyboard.type('socket.');
  expect(await suggestions(page)).toContain('addEventListener');
  await page.keyboard.type('pau');
  await page.locator('.suggest-details', { hasText: 'Pause the websocket' }).waitFor();
  await page.context().close();
});

test('Tab takes a suggestion, a bracket shows what the method wants, and Escape closes it', async () => {
  const page = await openStep('async');
  await write(page, HANDLER);
  await page.keyboard.type('await connection.sendT');
  await suggestions(page);
  await page.keyboard.press('Tab');
  await page.keyboard.type('(');
  const hint = page.locator('.parameter-hints-widget.visible');
  await hint.getByText('sendText(text: string): Call<void>').waitFor();
  await page.keyboard.press('Escape');
  await hint.waitFor({ state: 'detached' });
  await page.keyboard.type("'hello'");
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).toContain("await connection.sendText('hello')");
  await page.context().close();
});

test('Enter is a new line and Ctrl+Enter runs while suggestions are open', async () => {
  const page = await openStep('async');
  await write(page, HANDLER);
  await page.keyboard.type('connection.');
  await suggestions(page);
  expect(await runByKeyboard(page)).toBe('did-not-compile');
  await page.locator('.suggest-widget.visible').waitFor({ state: 'detached' });
  expect(await draftIn(page, 'open-then-gone', 'async')).toMatch(/\nconnection\.$/);
  await page.keyboard.press('Control+Space');
  await suggestions(page);
  await page.keyboard.press('Enter');
  await expect.poll(() => draftIn(page, 'open-then-gone', 'async')).toMatch(/\nconnection\.\n *$/);
  await page.context().close();
});

test('Shift+Alt+F formats TypeScript, too', async () => {
  const page = await openStep('async');
  await write(page, `${HANDLER}      connection.close( )\n}\n`);
  // Monaco loads what formats on its own time.
  const formatted = async () => {
    await page.keyboard.press('Shift+Alt+F');
    return draftIn(page, 'open-then-gone', 'async');
  };
  await expect.poll(formatted, { timeout: PATIENCE_MS }).toContain('\n  connection.close()\n');
  await page.context().close();
});

describe.skipIf(WITHOUT_PYTHON)('in Python', () => {
  const ENDPOINT = `from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
`;

  test('websocket. lists the methods of a connection with their docs', async () => {
    const page = await openStep('fastapi');
    await write(page, ENDPOINT);
    await page.keyboard.type('    await websocket.');
    expect(await suggestions(page)).toEqual(expect.arrayContaining(['accept', 'close']));
    await page.keyboard.type('receive_t');
    await page.locator('.suggest-details', { hasText: 'async def receive_text() -> str' }).waitFor();
    await page.locator('.suggest-details', { hasText: 'Waits for the next message and gives its text.' }).waitFor();
    await page.context().close();
  });

  test('a bracket shows what a method wants, and Ctrl+K Ctrl+I what a name is', async () => {
    const page = await openStep('fastapi');
    await write(page, ENDPOINT);
    await page.keyboard.type('    await websocket.close(');
    await page.locator('.parameter-hints-widget.visible', { hasText: 'code: int = 1000' }).waitFor();
    await page.keyboard.press('Escape');
    for (let left = 0; left < 2; left++) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    await page.locator('.monaco-hover', { hasText: 'Starts the closing handshake.' }).waitFor();
    await page.context().close();
  });

  test('what Ruff finds is a warning that stops no run, and Shift+Alt+F formats', async () => {
    const page = await openStep('fastapi');
    await write(page, `${ENDPOINT}    await websocket.accept()\n    undefined_name\n    x = {'a':1}\n`);
    await page.locator('.squiggly-warning').waitFor({ state: 'attached', timeout: PATIENCE_MS });
    expect(await page.locator('.squiggly-error').count()).toBe(0);
    await page.keyboard.press('Shift+Alt+F');
    await expect.poll(() => draftIn(page, 'open-then-gone', 'fastapi'), { timeout: PATIENCE_MS }).toContain('    x = {"a": 1}\n');
    expect(await runByKeyboard(page)).toBe('broken');
    await page.context().close();
  });

  test('a coroutine that was never awaited is a warning at its line, once the run’s meaning is asked for', async () => {
    const page = await openStep('fastapi');
    await write(page, `${ENDPOINT}    await websocket.accept()\n    await websocket.receive_text()\n    websocket.send_text("hello")\n`);
    expect(await runByKeyboard(page)).toBe('broken');
    expect(await page.locator('.squiggly-warning').count()).toBe(0);
    await page.keyboard.press('Control+Shift+Enter');
    await page.locator('.squiggly-warning').waitFor({ state: 'attached' });
    await page.keyboard.press('F8');
    await page.locator('.zone-widget', { hasText: 'send_text was never awaited, so it did nothing.' }).waitFor();
    expect(await page.locator('.parted-line').count()).toBe(1);
    await page.context().close();
  });

  test('TypeScript is all that is loaded where no file is Python', async () => {
    const page = await browser.open();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await open(page, workshop.url, 'open-then-gone', 'async');
    await write(page, HANDLER);
    await page.keyboard.type('connection.');
    await suggestions(page);
    expect(loaded.filter((path) => path.includes('ts.worker')).length).toBe(1);
    expect(loaded.filter((path) => /python|ruff/.test(path))).toEqual([]);
    await page.context().close();
  });

  test('a learner repairs Issue B by typing, with completion, and stays solved', async () => {
    const page = await open(await browser.open(), workshop.url, 'swallowed', 'fastapi');
    expect(await runByKeyboard(page)).toBe('broken');
    await page.locator('.view-lines').first().click();
    await find(page, 'except Exception as e:');
    await page.keyboard.type('except WebSocketDis');
    await take(page, 'WebSocketDisconnect');
    // What is not imported is, by an edit of its own, which comes when the server has made it.
    const draft = () => draftIn(page, 'swallowed', 'fastapi');
    await expect.poll(draft).toContain('from fastapi import FastAPI, WebSocket, WebSocketDisconnect\n');
    await page.keyboard.type(':');
    await find(page, 'process_message(data)');
    const typeLine = async (line: string) => {
      await page.keyboard.type(line);
      await expect.poll(draft).toContain(line);
      await page.keyboard.press('Enter');
    };
    await typeLine('try:');
    await expect.poll(draft).toMatch(/try:\n/);
    await typeLine('process_message(data)');
    await page.keyboard.press('Shift+Tab');
    await typeLine('except ValueError:');
    await page.keyboard.type('traceb');
    await take(page, 'traceback');
    await expect.poll(draft).toMatch(/^import traceback$/m);
    await page.keyboard.type('.print_e');
    await take(page, 'print_exc');
    await page.keyboard.type('()\nawait websocket.send_j');
    await take(page, 'send_json');
    await page.keyboard.type('({"type": "error"})\ncontinue');
    await expect
      .poll(draft)
      .toContain('traceback.print_exc()\n                await websocket.send_json({"type": "error"})\n                continue');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-verdict="working"]').waitFor();
    await page.reload();
    await page.getByText('✓ solved').waitFor();
    expect(await draft()).toMatch(/^import traceback$/m);
    await page.context().close();
  });
});

describe.each([1440, 390])('at %d pixels', (width) => {
  test.each([false, true])('suggestions and their docs are in sight and readable (dark: %s)', async (dark) => {
    const page = await openStep('async', { width, height: 844, dark });
    if (width === 390) await page.getByRole('tab', { name: 'Edit' }).click();
    await write(page, HANDLER);
    await page.keyboard.type('connection.');
    await page.locator('.suggest-details', { hasText: 'Answers the opening handshake with 101.' }).waitFor();
    for (const part of ['.suggest-widget .label-name', '.suggest-details .docs']) {
      const shown = page.locator(part).first();
      const box = await shown.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width).toBe(true);
      expect(await contrast(page, part)).toBeGreaterThanOrEqual(4.5);
    }
    await page.context().close();
  });
});

/** Of a first answer on a busy machine, in milliseconds: a net, no bar. */
const PATIENCE_MS = 90_000;

/** Asks for suggestions by keyboard, and takes one once it is the chosen one. */
async function take(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget.visible .monaco-list-row.focused', { hasText: name }).waitFor({ timeout: PATIENCE_MS });
  await page.keyboard.press('Tab');
  await page.locator('.suggest-widget.visible').waitFor({ state: 'detached' });
}

/** Finds a text in the draft by keyboard; it is selected then. */
async function find(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+F');
  await page.locator('.find-widget.visible textarea[aria-label="Find"]').fill(text);
  await page.locator('.find-widget .matchesCount', { hasText: '1 of 1' }).waitFor();
  await page.keyboard.press('Escape');
  // Until it has closed, Enter is its own: the next match, and no new line.
  await page.locator('.find-widget.visible').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') && !document.activeElement.closest('.find-widget'));
}

/** Of an element's text against the ground under it, as WCAG 2 has it. */
function contrast(page: Page, selector: string): Promise<number> {
  return page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const luminance = (colour: string) => {
        const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? [])
          .slice(0, 3)
          .map(Number)
          .map((part) => part / 255)
          .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      let ground: Element | null = element;
      while (ground && getComputedStyle(ground).backgroundColor === 'rgba(0, 0, 0, 0)') ground = ground.parentElement;
      const [dim = 0, bright = 0] = [getComputedStyle(element).color, getComputedStyle(ground ?? element).backgroundColor]
        .map(luminance)
        .sort((one, other) => one - other);
      return (bright + 0.05) / (dim + 0.05);
    });
}

test('no page has written an error to its console', () => {
  expect(browser.problems).toEqual([]);
});
