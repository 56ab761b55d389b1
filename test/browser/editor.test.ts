import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser, type Viewing } from '../helpers/browser.ts';
import { draftIn, openStep as open, runByKeyboard, suggestions, write } from '../helpers/learner-page.ts';
import { startWorkshop } from '../helpers/workshop.ts';

let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
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
  await page.keyboard.type('connection.');
  expect(await suggestions(page)).toEqual(['accept', 'close', 'receiveJson', 'receiveText', 'sendJson', 'sendText']);
  await page.keyboard.type('receiveT');
  await page.locator('.suggest-details', { hasText: 'Waits for the next message and gives its text.' }).waitFor();
  await page.context().close();
});

test('socket. lists the methods of a socket with the docs that ws has', async () => {
  const page = await openStep('ws');
  await write(page, "import { WebSocketServer } from 'ws';\nnew WebSocketServer({ noServer: true }).on('connection', (socket) => {\n");
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
