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
export const CHARACTER = 7.2;
/** Below a label: the arrow, and what parts it from the next row. */
const ARROW_HEIGHT = 20;
/** Room below a row for the words that mark it. */
const PARTING_HEIGHT = 18;
const PAUSE = { least: 26, most: 62, perTenfold: 11, fromMs: 100 };

/** The lines of a lane: the probe's left, the handler's right; with `each`, the handler's side of every connection by itself. */
export interface Lines {
  width: number;
  probe: number;
  handler: number;
  each?: ReadonlyMap<string, number>;
}

/** The lines of a lane that is so wide: one for each of these connections, where there are any. */
export function linesIn(width: number, connections: readonly string[] = []): Lines {
  const [probe, handler] = [EDGE, width - EDGE];
  if (connections.length === 0) return { width, probe, handler };
  const step = (handler - probe) / connections.length;
  return { width, probe, handler, each: new Map(connections.map((name, index) => [name, probe + step * (index + 1)])) };
}

/** Where the handler's side of this connection is. */
export function handlerOf({ each, handler }: Lines, connection: string | undefined): number {
  return (connection === undefined ? undefined : each?.get(connection)) ?? handler;
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

/** From where to where a connection has a line: its first row, and its end; all rows where it has none of its own. */
export function extentOf(rows: readonly Placed[], connection: string): [from: number, to: number] | undefined {
  const first = rows.find(({ row }) => row.connection === connection);
  if (!first) return undefined;
  const end = rows.findLast(({ row }) => row.connection === connection && row.event?.kind === 'closed') ?? rows.at(-1);
  return [first.top, end ? end.top + end.height : first.top];
}

/** The same lane with the lines alone of those connections that are there at this height. */
export function linesAt(lane: Lines, rows: readonly Placed[], top: number): Lines {
  if (!lane.each) return lane;
  const each = [...lane.each].filter(([connection]) => {
    const [from, to] = extentOf(rows, connection) ?? [0, 0];
    return from <= top && top < to;
  });
  return { ...lane, each: new Map(each) };
}

/** The part of these rows that is between two heights; they lie one below the other. */
export function rowsBetween(rows: readonly Placed[], [from, to]: readonly [number, number]): [first: number, end: number] {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle] as Placed;
    if (row.top + row.height < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < rows.length && (rows[end] as Placed).top <= to) end += 1;
  return [low, end];
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

function linesOf({ kind, label, folded }: Row, { probe, handler, width }: Lines): string[] {
  const room = kind === 'told' || kind === 'note' ? width - 30 : handler - probe - 4;
  const more = folded ? ` (+${folded.more} more)` : '';
  const columns = Math.floor(room / CHARACTER) - more.length;
  if (kind === 'told') return [`${wrap(label, columns, 1).join('')}${more}`];
  return wrap(label, columns, MOST_LINES);
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
