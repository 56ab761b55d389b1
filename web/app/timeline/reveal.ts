/** Keeps the place where the lanes part in view, or the row that was asked for, inside the drawing's own scroll container. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const CHOSEN = '.chosen-ground';
const MARK = '.parting';
/** What stays free around the mark. */
const MARGIN = 4;

/** What is to be seen: the mark of a run, or the row of an event that was asked for, counted from 1 by `asked`. */
export interface Wanted {
  run: number;
  asked?: number;
}

/**
 * After each run the mark is brought into view, and it stays where it is on the screen when rows come in above it. So is a row that was
 * asked for. From the learner's own scrolling on, and when that row is let go, all stays as it is until the next run.
 */
export function useReveal({ run, asked }: Wanted, drawn: readonly unknown[]): (element: HTMLElement | null) => void {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const held = useRef<Held>({ run, byLearner: false, top: 0 });
  useLayoutEffect(() => {
    if (!scroller) return;
    if (held.current.run !== run) held.current = { ...held.current, run, asked, byLearner: false };
    else if (held.current.asked !== asked) held.current = { ...held.current, asked, byLearner: asked === undefined, markAt: undefined };
    settle(scroller, held.current);
  }, [scroller, run, asked, ...drawn]);
  useLayoutEffect(() => {
    if (!scroller) return undefined;
    const onScroll = () => noteScroll(scroller, held.current);
    const resized = new ResizeObserver(() => settle(scroller, held.current));
    resized.observe(scroller);
    scroller.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', onScroll);
    };
  }, [scroller]);
  return setScroller;
}

interface Held {
  run: number;
  asked?: number;
  /** The learner has scrolled since the run. */
  byLearner: boolean;
  /** Where the container was scrolled to: hidden, it forgets. */
  top: number;
  /** Where in the container the mark was seen. */
  markAt?: number;
}

function settle(element: HTMLElement, held: Held): void {
  if (element.clientHeight === 0) return;
  if (held.byLearner) element.scrollTop = held.top;
  else reveal(element, held.markAt);
  note(element, held);
}

function noteScroll(element: HTMLElement, held: Held): void {
  if (element.clientHeight === 0 || Math.abs(element.scrollTop - held.top) < 1) return;
  held.byLearner = true;
  note(element, held);
}

function note(element: HTMLElement, held: Held): void {
  held.top = element.scrollTop;
  held.markAt = markIn(element)?.top;
}

function reveal(element: HTMLElement, before: number | undefined): void {
  const mark = markIn(element);
  if (!mark) return;
  const [first, last] = [headOf(element) + MARGIN, element.clientHeight - MARGIN];
  const fits = (top: number) => top >= first && top + mark.height <= last;
  // As much of what led to it as of what follows, unless it can stay where it was.
  const middle = Math.max(first, (first + last - mark.height) / 2);
  const wanted = before !== undefined && fits(before) ? before : fits(mark.top) ? mark.top : middle;
  element.scrollTop += mark.top - wanted;
}

function markIn(element: HTMLElement): { top: number; height: number } | undefined {
  const box = (element.querySelector(CHOSEN) ?? element.querySelector(MARK))?.getBoundingClientRect();
  return box && { top: box.top - element.getBoundingClientRect().top, height: box.height };
}

/** The lanes' names stay above the rows. */
function headOf(element: HTMLElement): number {
  return element.querySelector('.lane-heads')?.getBoundingClientRect().height ?? 0;
}
