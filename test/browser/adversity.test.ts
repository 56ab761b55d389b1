import type { WebSocketRoute } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { draftIn, openStep, runByKeyboard, write } from '../helpers/learner-page.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const STEP = 'open-then-gone';
let workshop: Workshop;
let browser: OpenBrowser;

beforeAll(async () => {
  [workshop, browser] = await Promise.all([startWorkshop(), startBrowser()]);
});
afterAll(async () => {
  await browser?.[Symbol.asyncDispose]();
  await workshop?.close();
});

test('a line that is lost during a run is told, the draft stays, and it comes back by itself', async () => {
  const page = await browser.open();
  const lines: WebSocketRoute[] = [];
  let isDown = false;
  await page.routeWebSocket('**/control', (line) => {
    if (isDown) return void line.close();
    const server = line.connectToServer();
    lines.push(line);
    // The report never arrives: the line is lost while the run is under way.
    server.onMessage((message) => void (String(message).includes('"finished"') || line.send(message)));
  });
  await openStep(page, workshop.url, STEP);
  const draft = 'export default async function handler() {}\n';
  await write(page, draft);
  await expect.poll(() => draftIn(page, STEP, 'async')).toBe(draft);
  await page.keyboard.press('Control+Enter');
  await page.getByText('Running …').waitFor();

  isDown = true;
  for (const line of lines) await line.close();
  await page.getByText('The line to the workshop was lost during the run.').waitFor();
  await page.getByText('workshop not reachable; your draft is kept in this browser').waitFor();
  await page.keyboard.press('Control+Enter');
  await page.getByText('The workshop does not answer, so nothing was run.').waitFor();
  expect(await draftIn(page, STEP, 'async')).toBe(draft);

  isDown = false;
  await page.unrouteAll();
  await page.getByText('workshop not reachable').waitFor({ state: 'detached', timeout: 20_000 });
  await page.context().close();
});

test('a draft that another tab has changed is offered, never taken over by itself', async () => {
  const first = await openStep(await browser.open(), workshop.url, STEP);
  const second = await openStep(await first.context().newPage(), workshop.url, STEP);
  const [theirs, mine] = [
    '// theirs\nexport default async function handler() {}\n',
    '// mine\nexport default async function handler() {}\n',
  ];
  await write(second, theirs);
  await first.getByText('Another tab has changed this draft.').waitFor();
  await first.getByRole('button', { name: 'Take its text' }).click();
  await first.locator('.view-line', { hasText: '// theirs' }).waitFor();

  await write(first, mine);
  await second.getByRole('button', { name: 'Keep this one' }).click();
  await expect.poll(() => draftIn(second, STEP, 'async')).toBe(theirs);
  await first.getByText('Another tab has changed this draft.').waitFor();
  await first.locator('.view-line', { hasText: '// mine' }).waitFor();
  await first.context().close();
});

test('a flood of frames leaves the page usable: it is cut, told, and the next run works', async () => {
  const page = await openStep(await browser.open(), workshop.url, STEP);
  await write(page, FLOOD);
  expect(await runByKeyboard(page)).toBe('limit-exceeded');
  await page.getByText('The drawing shows the first').waitFor();
  await page.getByRole('tab', { name: /Events/ }).click();
  await page.getByRole('button', { name: /Show \d+ of \d+/ }).waitFor();
  expect(await page.locator('.events tbody tr').count()).toBe(300);
  await write(page, 'export default async function handler() {}\n');
  await page.keyboard.press('Control+Enter');
  await page.locator('[data-verdict="broken"]').waitFor();
  await page.context().close();
});

const FLOOD = `import { type Connection } from 'clinic';
export default async function handler(connection: Connection) {
  await connection.accept();
  for (let n = 0; ; n++) await connection.sendText('message ' + n);
}
`;

test('none of it has thrown in the page', () => {
  expect(browser.problems.filter((problem) => !/WebSocket connection to .* failed/.test(problem))).toEqual([]);
});
