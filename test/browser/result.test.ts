/** What the result does on the page when Run is pressed: the mark is in view, and nothing flickers or moves. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { toHar } from '../../sandbox/timeline/har.ts';
import { readHar } from '../../sandbox/timeline/read-har.ts';
import { reportFile } from '../../web/app/report/attempt.ts';
import type { AttemptView } from '../../web/protocol.ts';
import type { Workshop } from '../../web/server/main.ts';
import { brokenAttempt, hostileAttempt } from '../helpers/attempt.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { importInDevtools } from '../helpers/devtools.ts';
import { makeFolder } from '../helpers/folder.ts';
import { harProblems } from '../helpers/har.ts';
import { draftIn, markIn, openStep, runToPattern as run, write } from '../helpers/learner-page.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { startWorkshop } from '../helpers/workshop.ts';

const { lessons } = await loadCatalog();
const steps = lessons.flatMap((lesson) => lesson.steps);
/** The last one is 1440 by 900 at 200%. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  { width: 720, height: 450 },
];
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

/** What moved, what was blank, and how high the card was, from now on. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen = { shift: 0, blanks: 0, cardHeights: [] as number[] };
    Object.assign(globalThis, { seen });
    // Those that follow an input count too: pressing Run is one.
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) seen.shift += entry.value;
    }).observe({ type: 'layout-shift' });
    new MutationObserver(() => {
      const isThere = document.querySelector('.verdict h2') && document.querySelector('.timeline .row');
      if (!isThere) seen.blanks += 1;
    }).observe(document.querySelector('.result')!, { subtree: true, childList: true });
    new ResizeObserver(([card]) => seen.cardHeights.push(card!.contentRect.height)).observe(document.querySelector('.verdict')!);
  });
}

function seenOn(page: Page): Promise<{ shift: number; blanks: number; cardHeights: number[] }> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return (globalThis as unknown as { seen: { shift: number; blanks: number; cardHeights: number[] } }).seen;
  });
}

describe.each(SIZES)('at $width by $height', (size) => {
  test('nothing moves, and nothing is blank between two runs', async () => {
    const page = await openStep(await browser.open(size), workshop.url, 'where-did-it-die');
    await watch(page);
    await run(page);
    const first = await seenOn(page);
    await page.evaluate(() => Object.assign((globalThis as unknown as { seen: object }).seen, { blanks: 0 }));
    await run(page);
    const second = await seenOn(page);
    expect(second.blanks).toBe(0);
    expect(Math.max(first.shift, second.shift - first.shift)).toBeLessThanOrEqual(0.02);
    expect(new Set(second.cardHeights.filter((height) => height > 0)).size).toBe(1);
    await page.context().close();
  });
});

test('what was scrolled stays where it was, and the drawing moves only for a mark that is out of view', async () => {
  const page = await openStep(await browser.open(SIZES[0]), workshop.url, 'where-did-it-die');
  await run(page);
  await page.getByRole('tab', { name: /Events/ }).click();
  const scrolled = ['.side-read', '.panel'];
  for (const selector of scrolled) await page.locator(selector).evaluate((element) => element.scrollTo(0, 150));
  await run(page);
  for (const selector of scrolled) expect(await page.locator(selector).evaluate((element) => element.scrollTop)).toBe(150);

  await page.getByRole('tab', { name: 'Timeline' }).click();
  await page.locator('.drawing').evaluate((element) => element.scrollTo(0, 0));
  await run(page);
  expect(await markIn(page)).toEqual({ isOnTop: true, isWithin: true });

  await page.setViewportSize(SIZES[1]!);
  await expect.poll(() => markIn(page)).toEqual({ isOnTop: true, isWithin: true });
  // From the learner's own scrolling on, it is theirs, whatever becomes of the window.
  await page.locator('.drawing').hover();
  const isAtTop = (await page.locator('.drawing').evaluate((element) => element.scrollTop)) === 0;
  await page.mouse.wheel(0, isAtTop ? 10 : -2_000);
  const scrolledTo = isAtTop ? 10 : 0;
  await expect.poll(() => page.locator('.drawing').evaluate((element) => element.scrollTop)).toBe(scrolledTo);
  await page.setViewportSize(SIZES[0]!);
  expect(await page.locator('.drawing').evaluate((element) => element.scrollTop)).toBe(scrolledTo);

  const solution = steps.find(({ id }) => id === 'where-did-it-die')?.exercises.async?.solution ?? '';
  await write(page, solution);
  await expect.poll(() => draftIn(page, 'where-did-it-die', 'async')).toBe(solution);
  await run(page);
  await page.locator('.drawing').evaluate((element) => element.scrollTo(0, 120));
  await run(page);
  expect(await page.locator('.drawing').evaluate((element) => element.scrollTop)).toBe(120);
  await page.context().close();
});

/** Chooses a file in the menu that is open; resolves to its name and the path of a copy. */
async function download(page: Page, name: string, folder: string): Promise<{ name: string; path: string; text: string }> {
  const button = page.locator('.share-menu:popover-open').getByRole('button', { name });
  const [given] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const path = `${folder}/${given.suggestedFilename()}`;
  await given.saveAs(path);
  return { name: given.suggestedFilename(), path, text: await readFile(path, 'utf8') };
}

const inaccessible = async (page: Page) =>
  (await new AxeBuilder({ page }).exclude('.monaco-editor').analyze()).violations.map(({ id }) => id);

test('an attempt is shared as a report and as HAR with the same events, from its result and from the history', async () => {
  await using folder = await makeFolder();
  await using kept = await startWorkshop({ dataFolder: folder.path });
  const page = await openStep(await browser.open(SIZES[0]), kept.url, 'open-then-gone');
  await run(page);
  const attempt = await page.evaluate(async () => (await fetch('/api/attempts/1')).json() as Promise<AttemptView>);

  const share = page.getByRole('region', { name: 'Result' }).getByRole('button', { name: 'Share this attempt' });
  await share.click();
  expect(await inaccessible(page)).toEqual([]);
  const har = await download(page, 'HAR', folder.path);
  expect(har.name).toMatch(/^open-then-gone-async-\d{4}-\d\d-\d\d\.har$/);
  const { log } = JSON.parse(har.text) as ReturnType<typeof toHar>;
  expect(harProblems({ log })).toEqual([]);
  expect(readHar({ log })).toEqual(attempt.report.timeline);
  expect(await importInDevtools(browser, har.text)).toEqual(
    log.entries.map(({ request, response, _webSocketMessages }) => ({
      url: request.url,
      status: response.status,
      type: 'websocket',
      messages: _webSocketMessages.map(({ type, opcode, data, time }) => ({ type, opCode: opcode, text: data, time })),
    })),
  );
  expect(await share.evaluate((button) => button === document.activeElement)).toBe(true);
  await share.click();
  const report = await download(page, 'Report (HTML)', folder.path);
  for (const secret of [kept.guard.token, kept.guard.cookieName]) expect(har.text + report.text).not.toContain(secret);

  await page.getByRole('tab', { name: 'History (1)' }).click();
  await page
    .getByRole('list', { name: /Attempts/ })
    .getByRole('button')
    .click();
  await page.locator('.taking').getByRole('button', { name: 'Share this attempt' }).click();
  expect(await download(page, 'Report (HTML)', folder.path)).toEqual(report);
  await page.goto(pathToFileURL(report.path).href);
  expect(await page.title()).toMatch(/^Broken: .* · Socket Clinic$/);
  expect(await page.getByRole('img', { name: /^The working pattern, and this run beside it\./ }).isVisible()).toBe(true);
  await page.context().close();
  expect(browser.problems).toEqual([]);
});

test('a report is accessible, fits its window and does nothing, whatever was written into it', async () => {
  await using folder = await makeFolder();
  const page = await browser.open();
  for (const [name, attempt] of Object.entries({ broken: brokenAttempt(), hostile: hostileAttempt() })) {
    const path = `${folder.path}/${name}.html`;
    await writeFile(path, reportFile(attempt).text);
    for (const [width, colorScheme] of [
      [1440, 'light'],
      [390, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.goto(pathToFileURL(path).href);
      expect(await inaccessible(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await page.locator('figure').first().locator('svg:visible').count()).toBe(width < 700 ? 2 : 1);
      expect(await page.locator('script, img, [onerror]').count()).toBe(0);
      expect(await page.title()).not.toMatch(/^[12]$/);
    }
  }
  await page.context().close();
  expect(browser.problems).toEqual([]);
});

test('by keyboard from an unmet expectation to its event, its bytes and its line, and back', async () => {
  const page = await openStep(await browser.open(SIZES[0]), workshop.url, 'where-did-it-die');
  await run(page);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-key') ?? document.activeElement?.textContent);
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  await page.getByRole('tab', { name: 'Timeline' }).focus();
  await press('ArrowRight', 'Enter');
  const unmet = page.locator('.expectations .of-verdict button.expected');
  await unmet.focus();
  const key = await unmet.getAttribute('data-key');
  await press('Enter');
  const details = page.getByRole('region', { name: 'Event' });
  await details.locator('.decided.is-unmet').waitFor();
  expect(await focused()).toBe(await details.getByRole('heading').textContent());
  expect(await page.getByRole('tab', { name: 'Timeline' }).getAttribute('aria-selected')).toBe('true');
  expect(await page.locator('.timeline .chosen').count()).toBe(1);
  // The editor draws its marks with its next frame.
  await page.locator('.monaco-editor .parted-line').waitFor();

  // To the first frame: all of its bytes are there, and its fields say them.
  const title = () => details.getByRole('heading').textContent();
  await details.getByRole('button', { name: 'Previous event' }).focus();
  while (!/ frame /.test((await title()) ?? '')) await press('Enter');
  expect(await details.locator('.fields tbody th').allTextContents()).toEqual(expect.arrayContaining(['FIN', 'Opcode', 'MASK']));
  expect(await details.locator('.wire-bytes code').textContent()).toMatch(/^[0-9a-f]{2}( [0-9a-f]{2})+/);
  // To the handshake's answer: it leads to the line that sent it, which the editor shows.
  while ((await title()) !== 'Opening handshake: accepted') await press('Enter');
  const sender = details.getByRole('button', { name: /^line \d+$/ });
  expect(await sender.locator('..').textContent()).toMatch(/^Sent by line \d+, reported by the handler’s process$/);
  const [, line] = (await sender.textContent())?.split(' ') ?? [];
  // The mark has moved: where it was is cleared with a later frame.
  await expect.poll(() => page.locator('.monaco-editor .parted-line').count()).toBe(1);
  await sender.press('Enter');
  await page.locator('.monaco-editor.focused').waitFor();
  await page
    .locator('.monaco-editor .active-line-number')
    .getByText(line ?? '', { exact: true })
    .waitFor();
  await details.getByRole('heading').focus();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
  }
  await press('Escape');
  await details.waitFor({ state: 'detached' });
  expect(await focused()).toBe(key);

  // A new run takes the details away, and not the focus.
  await press('Enter');
  await details.waitFor();
  await press('Control+Enter');
  await details.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('tab-Timeline');
  await page.context().close();
});
