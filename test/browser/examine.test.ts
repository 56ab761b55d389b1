/** A person has a backend examined on the page: nothing is sent before it was shown, and the cause is named, drawn and linked. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workshop } from '../../web/server/main.ts';
import { faultsOf } from '../helpers/access.ts';
import { answersAll, wsBackend } from '../helpers/backend.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { asyncHandler } from '../helpers/sandbox.ts';
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

const address = (page: Page) => page.getByLabel('Address, on this machine');
const conclusion = (page: Page) => page.getByRole('region', { name: 'Conclusion' });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

async function open(): Promise<Page> {
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.getByRole('link', { name: 'Examine my backend' }).click();
  await page.getByRole('heading', { name: 'Examine my backend' }).waitFor();
  return page;
}

/** By keyboard; resolves when all that will be sent is shown. */
async function plan(page: Page, port: number): Promise<string> {
  await address(page).fill(`ws://localhost:${port}/ws`);
  await address(page).press('Enter');
  const announced = page.getByRole('region', { name: 'Before anything is sent' });
  await announced.waitFor();
  return (await announced.locator('.announcement').textContent()) ?? '';
}

test('a backend that hangs up at once: announced, sent, diagnosed, drawn with its evidence, and linked to its step', async () => {
  let connections = 0;
  await using backend = await wsBackend((socket) => {
    connections += 1;
    socket.close(1000);
  });
  const page = await open();
  const announced = await plan(page, backend.port);
  expect(announced).toContain(`To ws://localhost:${backend.port}/ws will be sent`);
  expect(announced).toContain('Nothing else is sent.');
  expect(connections).toBe(0);
  expect(await focused(page)).toBe('Before anything is sent');
  expect(await faultsOf(page, 'announced')).toEqual([]);

  await page.getByRole('button', { name: 'Send this' }).press('Enter');
  await conclusion(page).waitFor();
  expect(await focused(page)).toBe('Broken');
  expect(connections).toBe(1);
  const diagnosis = page.locator('.reason').first();
  expect(await diagnosis.textContent()).toMatch(/Confidence: (certain|likely|possible)\./);
  expect(await diagnosis.locator('pre').first().textContent()).not.toBe('');
  expect(await page.locator('.timeline .row.evidence').count()).toBeGreaterThan(0);
  expect(await faultsOf(page, 'broken')).toEqual([]);

  await diagnosis.locator('.evidence button').first().press('Enter');
  await page.getByRole('region', { name: 'Event' }).waitFor();
  await page.keyboard.press('Escape');
  await diagnosis.getByRole('link').click();
  await page.waitForURL(/\/steps\//);
  await page.goBack();
  await conclusion(page).waitFor();
  await page.context().close();
});

test('a healthy backend is healthy; a host elsewhere is refused with a sentence; what was typed is there after a reload', async () => {
  await using backend = await wsBackend(answersAll);
  const page = await open();
  await address(page).fill('ws://example.com/ws');
  await address(page).press('Enter');
  await page.getByText(/A page calls no other machine; the command line does: clinic diagnose ws:\/\/example\.com\/ws/).waitFor();

  await page.getByText('Subprotocols, origin, headers, and silence').click();
  await page.getByLabel('Messages, one a line').fill('{"type":"join"}');
  await page.getByLabel('The first one is answered with').fill('{"type":"response"}');
  await page.getByLabel('Headers, one a line').fill('Authorization: Bearer s3cret');
  await page.getByLabel('Seconds of silence').fill('0');
  const announced = await plan(page, backend.port);
  expect(announced).toContain('Authorization: …');
  expect(announced).toContain('a text message: {"type":"join"}');
  await page.getByRole('button', { name: 'Send this' }).press('Enter');
  await conclusion(page).waitFor();
  expect(await focused(page)).toBe('Healthy');
  expect(await page.getByRole('region', { name: 'How it talks' }).textContent()).toContain('"type":"response"');
  expect(await faultsOf(page, 'healthy')).toEqual([]);

  await page.reload();
  expect(await address(page).inputValue()).toBe(`ws://localhost:${backend.port}/ws`);
  expect(await page.getByLabel('Messages, one a line').inputValue()).toBe('{"type":"join"}');
  expect(await page.getByLabel('Headers, one a line').inputValue()).toBe('Authorization:');
  await page.getByText(/Header values are not kept over a reload/).waitFor();
  await page.getByRole('button', { name: 'Show what will be sent' }).click();
  await page.getByRole('alert').getByText('Expected a value for each header.').waitFor();
  await page.context().close();
});

test('a handler’s file that is chosen gets the same', async () => {
  const page = await open();
  await page.getByRole('button', { name: 'A file', exact: true }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'handler.ts',
    mimeType: 'text/plain',
    buffer: Buffer.from(asyncHandler('  await connection.accept();')),
  });
  await page.getByLabel('handler.ts').waitFor();
  expect(await faultsOf(page, 'a file')).toEqual([]);
  await page.getByRole('button', { name: 'Examine it' }).click();
  await conclusion(page).waitFor();
  expect(await page.locator('.reason').first().textContent()).toMatch(/^The handler returned/);
  expect(browser.problems).toEqual([]);
  await page.context().close();
});
