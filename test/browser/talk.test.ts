/** Talking by hand on the page: connect, send, read the answer, close with a code, and read how it ended; by keyboard, and without a fault. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Workshop } from '../../web/server/main.ts';
import { type OpenBrowser, startBrowser } from '../helpers/browser.ts';
import { draftIn, openStep, write } from '../helpers/learner-page.ts';
import { WS_OK } from '../helpers/sandbox.ts';
import { next } from '../helpers/talk.ts';
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

const log = (page: Page) => page.getByRole('region', { name: 'What went to and fro' });
const connection = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name} `) });

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include('.talk').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Resolves when the page is drawn in its dark colours. */
async function darken(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Your own backend' });
  const colour = () => button.evaluate((element) => getComputedStyle(element).color);
  const light = await colour();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(colour).not.toBe(light);
}

test('a person connects, sends JSON, gets the answer, and reads the close; wscat’s way in is on the page', async () => {
  const page = await openStep(await browser.open(), workshop.url, STEP, 'ws');
  await write(page, WS_OK);
  await expect.poll(() => draftIn(page, STEP, 'ws')).toBe(WS_OK);
  await page.getByRole('tab', { name: 'Talk to it' }).click();
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await connection(page, 'A').and(page.locator('.open')).waitFor();

  await page.getByLabel('Message to A').fill('{"type": hi}');
  await page.keyboard.press('Enter');
  await page.getByText(/This is not JSON/).waitFor();
  await page.getByLabel('Message to A').fill('{"type":"hi"}');
  await page.keyboard.press('Enter');
  await log(page).getByText('"Message received"').waitFor();
  await page.getByRole('button', { name: 'Ping', exact: true }).click();
  await log(page).getByText('pong, 0 bytes').waitFor();
  await page.getByLabel('Message to A').focus();
  await page.keyboard.press('ArrowUp');
  expect(await page.getByLabel('Message to A').inputValue()).toBe('{"type":"hi"}');

  await page.getByText('Connect from elsewhere').click();
  const address = (await page.locator('.talk-snippet pre').first().textContent()) ?? '';
  expect(await page.locator('.talk-snippet pre').nth(1).textContent()).toBe(`wscat -c "${address}"`);
  const client = new WebSocket(address);
  client.on('open', () => client.send('from elsewhere'));
  expect(await next(client)).toContain('Message received');
  await connection(page, 'B').and(page.locator('.open')).waitFor();
  client.terminate();

  await page.getByRole('button', { name: 'Close …' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill('1006');
  await page.getByText(/1006 is never sent/).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'Code' }).fill('4000');
  await page.getByRole('textbox', { name: 'Reason' }).fill('enough');
  await page.keyboard.press('Enter');
  const end = page.getByRole('region', { name: 'How connection A ended' });
  await end.getByText('You closed the connection, and the handler answered.').waitFor();
  await end.getByText('4000 (application code), “enough”').first().waitFor();
  await end.getByText('yes: a close frame went each way').waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Talk to it');
  await page.getByRole('button', { name: 'Drawing' }).click();
  await log(page).getByText('close 4000 “enough”').first().waitFor();
  const heads = log(page).locator('.lane-heads');
  expect(await heads.textContent()).toBe('youconnection Ahandler');
  await log(page).locator('.row', { hasText: '4000 · clean' }).click();
  const details = page.getByRole('region', { name: 'Event' });
  await details.getByText('You ended it first.').waitFor();
  expect(await page.locator('.talk').textContent()).not.toMatch(/probe/i);
  await page.keyboard.press('Escape');
  await connection(page, 'B').click();
  expect(await heads.textContent()).toBe('client endpointconnection Bhandler');
  await page.getByLabel('all connections').check();
  expect(await heads.textContent()).toContain('you, others');
  await connection(page, 'A').click();

  expect(await faults(page)).toEqual([]);
  await darken(page);
  expect(await faults(page)).toEqual([]);

  await write(page, `${WS_OK}\n// another draft`);
  await page.getByRole('button', { name: 'Run the new draft' }).click();
  await connection(page, 'A').and(page.locator('.open')).waitFor();
  await page.getByRole('button', { name: 'End the talk' }).click();
  await page.getByText('The talk has ended. You ended it.').waitFor();
  expect(browser.problems).toEqual([]);
  await page.context().close();
});
