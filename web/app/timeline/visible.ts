/** Which part of a drawing is in view: of a long one no more than that is drawn. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** From and to, in units of the drawing. */
export type Extent = readonly [from: number, to: number];

/** As many rows are drawn whether they are in view or not. */
const ALL_DRAWN = 300;
/** What is drawn above and below, and how far one scrolls until that is made anew; in units of the drawing. */
const AROUND = 1_200;
const STEP = 400;
const EVERYTHING: Extent = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** `drawing` is inside its scroll container, the element of class `drawing`; `width` is that of its viewBox. */
export function useVisible(drawing: RefObject<SVGSVGElement | null>, rows: number, width: number): Extent {
  const isLong = rows > ALL_DRAWN;
  const [extent, setExtent] = useState<Extent>([0, AROUND + STEP]);
  useLayoutEffect(() => {
    const element = drawing.current;
    const scroller = element?.closest('.drawing');
    if (!isLong || !element || !scroller) return undefined;
    const look = () => {
      const next = extentIn(element, scroller, width);
      setExtent((before) => (before[0] === next[0] && before[1] === next[1] ? before : next));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(scroller);
    scroller.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      scroller.removeEventListener('scroll', look);
    };
  }, [isLong, rows, width]);
  return isLong ? extent : EVERYTHING;
}

function extentIn(element: SVGSVGElement, scroller: Element, width: number): Extent {
  const box = element.getBoundingClientRect();
  const scale = box.width === 0 ? 1 : width / box.width;
  const from = (scroller.getBoundingClientRect().top - box.top) * scale;
  const to = from + scroller.clientHeight * scale;
  return [Math.floor(from / STEP) * STEP - AROUND, Math.ceil(to / STEP) * STEP + AROUND];
}
