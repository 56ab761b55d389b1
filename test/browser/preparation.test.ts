/** What a learner sees while FastAPI is prepared. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenBrowser, startBrowser, type Viewing } from '../helpers/browser.ts';
import { draftIn, openStep, runByKeyboard, write } from '../helpers/learner-page.ts';
import { FOUND, HeldPreparation, MISSING } from '../helpers/preparation.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { startWorkshop } from '../helpers/workshop.ts';

let browser: OpenBrowser;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser?.[Symbol.asyncDispose]());

const notice = (page: Page) => page.getByRole('status', { name: 'FastAPI' });

test.skipIf(WITHOUT_PYTHON)(
  'a learner sees FastAPI being set up, package by package, then ready, and runs it on the same page',
  async () => {
    const held = new HeldPreparation();
    await using workshop = await startWorkshop({ prepareFastapi: held.begin });
    const page = await openStep(await browser.open(), workshop.url, 'open-then-gone', 'fastapi');
    held.installs('h11', 3);
    await notice(page).getByText('FastAPI is being set up, once.').waitFor();
    expect(await notice(page).textContent()).toContain('Installing h11');
    expect(await notice(page).getByRole('progressbar').getAttribute('value')).toBe('3');
    await page.getByRole('contentinfo').getByText('FastAPI is being set up (3 of 12)').waitFor();
    expect(await page.getByRole('button', { name: 'FastAPI' }).getAttribute('title')).toBe('FastAPI is being set up (3 of 12)');
    held.installs('uvicorn', 11);
    await page.getByRole('contentinfo').getByText('FastAPI is being set up (11 of 12)').waitFor();

    held.ends(await realEnvironment());
    await notice(page)
      .getByText(/FastAPI is ready: FastAPI 0\.\d+\.\d+ on uvicorn 0\.\S+, Python 3\.\d+\.\d+\. Press Run\./)
      .waitFor();
    await page
      .getByRole('contentinfo')
      .getByText(/^FastAPI 0\.\d+\.\d+ on uvicorn 0\.\S+, Python 3\./)
      .waitFor();
    expect(await page.getByRole('button', { name: 'FastAPI' }).getAttribute('title')).toMatch(/^FastAPI 0\./);
    expect(await runByKeyboard(page)).toBe('broken');
    await page.context().close();
  },
);

test('a learner reads what is missing with the command for this system, goes on in another dialect, and tries again', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  held.ends(MISSING);
  const page = await openStep(await browser.open(), workshop.url, 'open-then-gone', 'fastapi');
  await notice(page).getByText('FastAPI is not ready: no Python from 3.10 on was found.').waitFor();
  expect(await notice(page).locator('code').textContent()).toBe(MISSING.remedy);
  await page.getByRole('contentinfo').getByText('FastAPI is not ready').waitFor();
  await page.getByRole('button', { name: 'async' }).click();
  await page.getByRole('tab', { name: 'handler.ts' }).waitFor();
  expect(await notice(page).count()).toBe(0);
  expect(await runByKeyboard(page)).toBe('broken');
  await page.getByRole('button', { name: 'FastAPI' }).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => held.begun).toBe(2);
  await page.context().close();
});

test('a step opens in FastAPI where it is ready; the learner’s choice is remembered, and the drafts are kept apart', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  const page = await browser.open();
  const address = new URL('/steps/open-then-gone', workshop.url).href;
  const file = (name: string) => page.getByRole('tab', { name });
  await page.goto(workshop.url);
  await page.getByRole('link', { name: /Begin with/ }).click();
  // Nothing is shown before it is known.
  expect(await page.getByRole('tab').count()).toBe(0);
  held.ends(FOUND);
  await file('handler.py').waitFor();
  await write(page, '# in Python\n');
  await expect.poll(() => draftIn(page, 'open-then-gone', 'fastapi')).toBe('# in Python\n');
  await page.getByRole('button', { name: 'ws' }).click();
  await file('handler.ts').waitFor();
  await write(page, '// in TypeScript\n');
  await expect.poll(() => draftIn(page, 'open-then-gone', 'ws')).toBe('// in TypeScript\n');
  expect(await draftIn(page, 'open-then-gone', 'fastapi')).toBe('# in Python\n');
  await page.goto(address);
  await file('handler.ts').waitFor();
  await page.getByRole('button', { name: 'FastAPI' }).click();
  await page.locator('.view-line', { hasText: '# in Python' }).waitFor();
  await page.context().close();
});

test('a step opens in async where FastAPI is being set up, and stays there when that ends', async () => {
  const held = new HeldPreparation();
  await using workshop = await startWorkshop({ prepareFastapi: held.begin });
  held.installs('h11', 1);
  const page = await browser.open();
  await page.goto(workshop.url);
  await page.getByRole('link', { name: /Begin with/ }).click();
  await page.getByRole('tab', { name: 'handler.ts' }).waitFor();
  held.ends(FOUND);
  await expect.poll(() => page.getByRole('button', { name: 'FastAPI' }).getAttribute('title')).toMatch(/^FastAPI 0\.165/);
  expect(await page.getByRole('tab', { name: 'handler.ts' }).count()).toBe(1);
  await page.context().close();
});

describe.each<Viewing>([
  { width: 1440, dark: false },
  { width: 390, dark: true },
])('at %j', (viewing) => {
  test('neither state is inaccessible or wider than the page', async () => {
    const held = new HeldPreparation();
    await using workshop = await startWorkshop({ prepareFastapi: held.begin });
    const page = await openStep(await browser.open(viewing), workshop.url, 'open-then-gone', 'fastapi');
    const look = async () => {
      const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    held.installs('opentelemetry-api', 9);
    await notice(page).getByText('FastAPI is being set up').waitFor();
    await look();
    held.ends({
      ...MISSING,
      reason: `no Python from 3.10 on was found for FastAPI; refused: /usr/bin/${'long'.repeat(30)}: it is Python 3.9`,
    });
    await notice(page).getByText('FastAPI is not ready').waitFor();
    await look();
    await page.context().close();
  });
});

test('none of it has written an error to a console', () => {
  expect(browser.problems).toEqual([]);
});
