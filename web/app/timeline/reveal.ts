/** Keeps the place where the lanes part in view, or the row that was asked for, inside the drawing's own scroll container. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

const CHOSEN = '.chosen-ground';
const MARK = '.parting';
const EVIDENCE = '.evidence-frame';
/** What stays free around the mark. */
const MARGIN = 4;

/** What is to be seen: the mark of a run, or the row of an event that was asked for, counted from 1 by `asked`. */
export interface Wanted {
  run: number;
  asked?: number;
  /** What names the events that are pointed at, if any are. */
  pointed?: string;
}

/**
 * After each run the mark is brought into view, and it stays where it is on the screen when rows come in above it. So is a row that was
 * asked for. From the learner’s own scrolling on, and when that row is let go, all stays as it is until the next run. While events are
 * pointed at, one of them is in view; when they are let go, all is where it was before.
 */
export function useReveal({ run, asked, pointed }: Wanted, drawn: readonly unknown[]): (element: HTMLElement | null) => void {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const held = useRef<Held>({ run, byLearner: false, top: 0 });
  useLayoutEffect(() => {
    if (!scroller) return;
    if (held.current.run !== run) held.current = { ...held.current, run, asked, byLearner: false, before: undefined };
    else if (held.current.asked !== asked)
      held.current = { ...held.current, asked, byLearner: asked === undefined, markAt: undefined, before: undefined };
    else peek(scroller, held.current, pointed);
    settle(scroller, held.current);
  }, [scroller, run, asked, pointed, ...drawn]);
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
  /** Events are pointed at: how it was before. */
  before?: { top: number; byLearner: boolean };
}

/** From when events are pointed at until they are let go. */
function peek(element: HTMLElement, held: Held, pointed: string | undefined): void {
  if (pointed) held.before ??= { top: element.scrollTop, byLearner: held.byLearner };
  else if (held.before) {
    element.scrollTop = held.before.top;
    held.byLearner = held.before.byLearner;
    held.before = undefined;
    note(element, held);
  }
}

function settle(element: HTMLElement, held: Held): void {
  if (element.clientHeight === 0) return;
  if (held.before) revealEvidence(element);
  else if (held.byLearner) element.scrollTop = held.top;
  else reveal(element, held.markAt);
  note(element, held);
}

function noteScroll(element: HTMLElement, held: Held): void {
  if (element.clientHeight === 0 || Math.abs(element.scrollTop - held.top) < 1) return;
  held.byLearner = true;
  held.before = undefined;
  note(element, held);
}

function note(element: HTMLElement, held: Held): void {
  held.top = element.scrollTop;
  held.markAt = markIn(element)?.top;
}

/** One of the events that are pointed at, where none of them is in view. */
function revealEvidence(element: HTMLElement): void {
  const [first, last] = edgesOf(element);
  const marked = [...element.querySelectorAll(EVIDENCE)].map((each) => boxIn(element, each));
  const [mark] = marked;
  if (!mark || marked.some(({ top, height }) => top >= first && top + height <= last)) return;
  element.scrollTop += mark.top - Math.max(first, (first + last - mark.height) / 2);
}

function reveal(element: HTMLElement, before: number | undefined): void {
  const mark = markIn(element);
  if (!mark) return;
  const [first, last] = edgesOf(element);
  const fits = (top: number) => top >= first && top + mark.height <= last;
  // As much of what led to it as of what follows, unless it can stay where it was.
  const middle = Math.max(first, (first + last - mark.height) / 2);
  const wanted = before !== undefined && fits(before) ? before : fits(mark.top) ? mark.top : middle;
  element.scrollTop += mark.top - wanted;
}

function markIn(element: HTMLElement): { top: number; height: number } | undefined {
  const mark = element.querySelector(CHOSEN) ?? element.querySelector(MARK);
  return mark ? boxIn(element, mark) : undefined;
}

function boxIn(element: HTMLElement, mark: Element): { top: number; height: number } {
  const { top, height } = mark.getBoundingClientRect();
  return { top: top - element.getBoundingClientRect().top, height };
}

/** Between these a row can be seen. */
function edgesOf(element: HTMLElement): [first: number, last: number] {
  return [headOf(element) + MARGIN, element.clientHeight - MARGIN];
}

/** The lanes' names stay above the rows. */
function headOf(element: HTMLElement): number {
  return element.querySelector('.lane-heads')?.getBoundingClientRect().height ?? 0;
}
