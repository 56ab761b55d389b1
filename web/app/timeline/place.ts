/** Where each row of the drawing goes. Pure. */
import { wrap } from '../models/short-text.ts';
import type { Block, Row } from './layout.ts';

/** A drawing is as wide with one lane as with two, so that nothing moves when the second one comes or goes. */
export const WIDTHS = { wide: 528, narrow: 348 };
export const EDGE = 34;
export const TOP = 6;
export const LINE_HEIGHT = 15;
const MOST_LINES = 3;
/** Of a character of the labels, in pixels. */
const CHARACTER = 7.2;
/** Below a label: the arrow, and what parts it from the next row. */
const ARROW_HEIGHT = 20;
/** Room below a row for the words that mark it. */
const PARTING_HEIGHT = 18;
const PAUSE = { least: 26, most: 62, perTenfold: 11, fromMs: 100 };

/** The lines of a lane: the probe's left, the handler's right. */
export interface Lines {
  width: number;
  probe: number;
  handler: number;
}

export interface Placed {
  row: Row;
  lines: string[];
  top: number;
  height: number;
}

export function place(blocks: Block[], lane: Lines, showPattern: boolean): { own: Placed[]; pattern: Placed[]; height: number } {
  const own: Placed[] = [];
  const pattern: Placed[] = [];
  let top = TOP;
  for (const block of blocks) {
    const ends = [stack(own, block.own, top, lane), showPattern ? stack(pattern, block.pattern, top, lane) : top];
    top = Math.max(...ends);
  }
  return { own, pattern, height: top + 8 };
}

/** Puts rows one below the other; where the last one ends. */
function stack(placed: Placed[], rows: Row[], from: number, lane: Lines): number {
  let top = from;
  for (const row of rows) {
    const lines = linesOf(row, lane);
    const height = heightOf(row, lines.length);
    placed.push({ row, lines, top, height });
    top += height;
  }
  return top;
}

function linesOf({ kind, label }: Row, { probe, handler, width }: Lines): string[] {
  const room = kind === 'told' || kind === 'note' ? width - 30 : handler - probe - 4;
  return wrap(label, Math.floor(room / CHARACTER), kind === 'told' ? 1 : MOST_LINES);
}

function heightOf({ kind, parts, event, pauseMs }: Row, lines: number): number {
  const room = parts ? (event ? PARTING_HEIGHT : 4) + 4 : 0;
  if (pauseMs !== undefined) {
    const { least, most, perTenfold, fromMs } = PAUSE;
    return Math.min(most, least + perTenfold * Math.max(0, Math.log10(pauseMs / fromMs))) + room;
  }
  if (kind === 'told') return 34 + room;
  return lines * LINE_HEIGHT + (kind === 'note' ? 13 : ARROW_HEIGHT) + room;
}
