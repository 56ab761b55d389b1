/** A step's page in Chromium, and what a learner does on it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';

/** Opens the workshop by its printed address, then the step, and waits for the editor. */
export async function openStep(page: Page, address: string, id: string, dialect: Dialect = 'async'): Promise<Page> {
  await page.goto(address);
  await page.goto(new URL(`/steps/${id}?dialect=${dialect}`, address).href);
  await page.waitForSelector('.monaco-editor .view-line', { state: 'attached' });
  return page;
}

/** Replaces the draft as a learner does: select all, then paste. */
export async function write(page: Page, source: string): Promise<void> {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, source);
}

/** Presses Run by keyboard; resolves to the kind of the verdict. */
export async function runByKeyboard(page: Page): Promise<string | null> {
  await page.keyboard.press('Control+Enter');
  return page.locator('[data-verdict]').getAttribute('data-verdict');
}

export async function draftIn(page: Page, id: string, dialect: Dialect): Promise<string | null> {
  return page.evaluate((key) => localStorage.getItem(key), `socket-clinic/1/draft/${id}/${dialect}`);
}

/** Waits until suggestions are there, and gives their labels. */
export async function suggestions(page: Page): Promise<string[]> {
  const rows = page.locator('.suggest-widget.visible .monaco-list-row .label-name');
  await rows.first().waitFor();
  return rows.allTextContents();
}

/** Presses Run, and waits until its verdict and its working pattern are drawn. */
export async function runToPattern(page: Page): Promise<void> {
  // What runs handlers is known once the line is open.
  await page.locator('.runtimes', { hasText: /\d/ }).waitFor({ state: 'attached' });
  const before = await page.evaluate(() => Number(document.querySelector('.tries')?.textContent.match(/\d+/)?.[0] ?? 0));
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  const finished = page.locator('.tries', { hasText: new RegExp(`^run ${before + 1} · \\d+ ms$`) });
  const failed = page.locator('.verdict.tone-told');
  await finished.or(failed).first().waitFor({ state: 'attached' });
  expect(await failed.allTextContents()).toEqual([]);
  await expect.poll(() => page.locator('.timeline .old, .timeline .awaited').count(), { timeout: 20_000 }).toBe(0);
}

/** Where the mark is, and between which edges it can be seen. */
export function markIn(page: Page) {
  return page.evaluate(() => {
    const edges = (selector: string) => document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const [mark, drawing, heads] = [edges('.timeline .parting'), edges('.drawing'), edges('.lane-heads')];
    const atMiddle = document.elementFromPoint(mark.left + mark.width / 2, mark.top + mark.height / 2);
    return {
      isOnTop: atMiddle?.closest('.timeline') !== null && atMiddle !== null,
      isWithin:
        mark.top >= heads.bottom && mark.bottom <= Math.min(drawing.bottom, innerHeight) && mark.left >= 0 && mark.right <= innerWidth,
    };
  });
}
