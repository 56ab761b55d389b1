/** What keeps somebody from using a page. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { drawOne, WHOLE } from './drawn.ts';

const WINDOW = { width: 1440, height: 900 };
/** The same at 200% and at 400%. */
const ZOOMED = [
  { width: 720, height: 450 },
  { width: 360, height: 225 },
];

const THEMES = ['dark', 'light'] as const;

/**
 * What is wrong with the page as it is now, each fault with the name of that state: what axe finds in both themes, what is cut off in a
 * zoomed window, and what scrolls in two directions there, though it is neither code nor a drawing. Where a zoomed step has tabs, `part`
 * is the one to look at. One theme and one window are drawn anew each time; all where WHOLE is set.
 */
export async function faultsOf(page: Page, state: string, part?: 'Read' | 'Edit' | 'Result' | 'Talk'): Promise<string[]> {
  const found = await violationsOn(page);
  for (const size of WHOLE ? ZOOMED : [drawOne(ZOOMED)]) {
    await page.setViewportSize(size);
    if (part) await page.getByRole('tab', { name: part, exact: true }).first().click();
    await page.evaluate(settled);
    found.push(...(await page.evaluate(misfits)).map((fault) => `at ${size.width} px: ${fault}`));
  }
  await page.setViewportSize(WINDOW);
  return found.map((fault) => `${state}, ${fault}`);
}

/** In the dark only colours differ. */
async function violationsOn(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of WHOLE ? THEMES : [drawOne(THEMES)]) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(settled);
    const axe = new AxeBuilder({ page }).exclude('.monaco-editor');
    const { violations } = await (colorScheme === 'dark' ? axe.withRules(['color-contrast']) : axe).analyze();
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes.map(({ html }) => html).join(' ')}`));
  }
  return found;
}

/** Colours change within the time of a transition. */
async function settled(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => {})));
}

/** Runs in the page. */
function misfits(): string[] {
  const isOver = (size: number, room: number) => size > room + 1;
  const found: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (isOver(scrollWidth, innerWidth)) found.push(`the page is ${scrollWidth} px wide`);
  for (const element of document.querySelectorAll<HTMLElement>('body *')) {
    const style = getComputedStyle(element);
    const isSeen = element.checkVisibility({ visibilityProperty: true }) && style.clipPath === 'none' && style.display !== 'inline';
    if (!isSeen || element.closest('[class*="monaco-"], .drawing, pre, svg, .hidden')) continue;
    const called = `${element.localName}.${[...element.classList].join('.')} “${(element.textContent ?? '').trim().slice(0, 60)}”`;
    const [isWide, isHigh] = [isOver(element.scrollWidth, element.clientWidth), isOver(element.scrollHeight, element.clientHeight)];
    if (isWide && /auto|scroll/.test(style.overflowX)) found.push(`${called} scrolls to the side`);
    if ((isWide && /hidden|clip/.test(style.overflowX)) || (isHigh && /hidden|clip/.test(style.overflowY)))
      found.push(`${called} is cut off`);
    const { left, right, width } = element.getBoundingClientRect();
    if (width > 0 && (left < -1 || isOver(right, innerWidth))) found.push(`${called} is beside the window`);
  }
  return found;
}
