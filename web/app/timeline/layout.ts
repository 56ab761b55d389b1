/**
 * From a timeline to rows that can be drawn. Pure.
 *
 * Both lanes play the same script, so they line up by its entries, not by time: the rows of one entry stand in one block, which is
 * as high as the longer of the two.
 */
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, isControl, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { describeMs } from '../../../sandbox/timeline/wording.ts';
import { middleCut } from '../models/short-text.ts';

export type Tone = 'plain' | 'bad' | 'told' | 'soft';

export interface Row {
  kind: 'sent' | 'received' | 'cut' | 'note' | 'told' | 'pause';
  label: string;
  tone: Tone;
  /** What an arrow stands for. */
  wire?: 'data' | 'control' | 'handshake';
  /** How long a pause is: several in a row are one. */
  pauseMs?: number;
  /** The event behind it; undefined for the mark of something that did not come. */
  event?: TimelineEvent;
  /** seq of the last of several events that are folded into this row, and how many there are beside the first. */
  folded?: { last: number; more: number };
  connection?: string;
  /** The two lanes part here. */
  parts?: boolean;
  /** Comes behind the place where they part. */
  after?: boolean;
}

export interface Block {
  entry: number;
  pattern: Row[];
  own: Row[];
}

export interface Parting {
  /** seq of the event at which the lanes part. */
  seq?: number;
  /** The entry after whose rows they part, where no event shows it. */
  entry?: number;
  label: string;
}

/** The most rows that are drawn for one lane; the rest stands in the table. */
export const MOST_ROWS = 5_000;
/** And where that has to be little: in a report, and while a run goes on, since the drawing is made anew with each piece of it that comes. */
export const FEW_ROWS = 160;
/** The most characters of a row: those of a frame at both of its ends. */
export const LABEL_LENGTH = 100;

export interface LayOutOptions {
  /** What the handler wrote: each time by itself, or with what it wrote next to it in one row. Left out when not given. */
  output?: 'each' | 'folded';
  most?: number;
}

/** With `connection`, only that one's rows. The row at which the lanes part is always among them. */
export function layOut(
  own: readonly TimelineEvent[],
  pattern: readonly TimelineEvent[] | undefined,
  connection: string | undefined,
  parting?: Parting,
  { output, most = MOST_ROWS }: LayOutOptions = {},
): Block[] {
  const ownRows = rowsByEntry(own, { connection, keep: parting?.seq, output, most });
  const patternRows = rowsByEntry(pattern ?? [], { connection, most });
  if (parting) markParting(ownRows, parting);
  const entries = [...new Set([...ownRows.keys(), ...patternRows.keys()])].sort((one, other) => one - other);
  return entries.map((entry) => ({ entry, pattern: patternRows.get(entry) ?? [], own: ownRows.get(entry) ?? [] }));
}

/** Connections in the order in which they appear. */
export function connectionsIn(...timelines: (readonly TimelineEvent[])[]): string[] {
  const names = new Set<string>();
  for (const timeline of timelines)
    for (const { connection, kind } of timeline) if (connection && kind === 'handshake-sent') names.add(connection);
  return [...names];
}

/** Whether this row stands for that event. */
export function holds({ event, folded }: Row, seq: number): boolean {
  return event !== undefined && (event.seq === seq || (folded !== undefined && event.seq <= seq && seq <= folded.last));
}

interface Choice {
  connection?: string;
  keep?: number;
  output?: LayOutOptions['output'];
  most: number;
}

function rowsByEntry(timeline: readonly TimelineEvent[], { connection, keep, output, most }: Choice): Map<number, Row[]> {
  const rows = new Map<number, Row[]>();
  let entry = -1;
  let count = 0;
  let last: Row | undefined;
  for (const event of timeline) {
    if (event.kind === 'entry-began') entry = event.entry;
    if (event.kind === 'script-ended') break;
    const shown = connection === undefined || event.connection === undefined || event.connection === connection;
    const row = shown && (count < most || event.seq === keep) ? rowOf(event, connection === undefined, output) : undefined;
    if (!row || (row.pauseMs !== undefined && joinPause(last, row.pauseMs))) continue;
    if (output === 'folded' && event.seq !== keep && rows.get(entry)?.at(-1) === last && joinOutput(last, event)) continue;
    count += 1;
    last = row;
    const ofEntry = rows.get(entry);
    if (ofEntry) ofEntry.push(row);
    else rows.set(entry, [row]);
  }
  return rows;
}

/** Whether this pause is drawn in the one before it, or not at all: the connection has not begun, or has ended. */
function joinPause(last: Row | undefined, ms: number): boolean {
  if (last?.pauseMs === undefined) return last === undefined || last.event?.kind === 'closed';
  last.pauseMs += ms;
  last.label = `${describeMs(last.pauseMs)} later`;
  return true;
}

/** Whether this output stands in the row of the output before it, on the same connection. */
function joinOutput(last: Row | undefined, event: TimelineEvent): boolean {
  if (last?.event?.kind !== 'output' || event.kind !== 'output' || last.event.connection !== event.connection) return false;
  last.folded = { last: event.seq, more: (last.folded?.more ?? 0) + 1 };
  return true;
}

/** The last row of all, where neither an event nor an entry is known. */
function markParting(rows: Map<number, Row[]>, { seq, entry = Math.max(-1, ...rows.keys()), label }: Parting): void {
  const all = [...rows.values()].flat();
  const row = seq === undefined ? undefined : all.find(({ event }) => event?.seq === seq);
  if (row) Object.assign(row, { parts: true, tone: 'bad' });
  else rows.set(entry, [...(rows.get(entry) ?? []), { kind: 'note', label, tone: 'bad', parts: true }]);
  const inOrder = [...rows.entries()].sort(([one], [other]) => one - other).flatMap(([, ofEntry]) => ofEntry);
  for (const late of inOrder.slice(inOrder.findIndex(({ parts }) => parts) + 1)) late.after = true;
}

function rowOf(event: TimelineEvent, withName: boolean, output: LayOutOptions['output']): Row | undefined {
  const look = event.kind === 'output' && output ? ({ kind: 'told', tone: 'told' } as const) : lookOf(event);
  if (!look) return undefined;
  const name = withName && event.connection ? `${event.connection}: ` : '';
  return { ...look, label: middleCut(name + describeEvent(event).label, LABEL_LENGTH), event, connection: event.connection };
}

/** How a row looks; undefined for what is not drawn. */
function lookOf(event: TimelineEvent): Pick<Row, 'kind' | 'tone' | 'wire' | 'pauseMs'> | undefined {
  if (isMachinery(event)) return undefined;
  switch (event.kind) {
    case 'handshake-sent':
      return { kind: 'sent', tone: 'plain', wire: 'handshake' };
    case 'handshake-accepted':
      return { kind: 'received', tone: 'plain', wire: 'handshake' };
    case 'handshake-refused':
    case 'handshake-invalid':
      return { kind: 'received', tone: 'bad', wire: 'handshake' };
    case 'protocol-error':
      return { kind: 'received', tone: 'bad' };
    case 'frame-sent':
      return { kind: 'sent', tone: 'plain', wire: isControl(event) ? 'control' : 'data' };
    case 'bytes-sent':
      return { kind: 'sent', tone: 'plain', wire: 'data' };
    case 'frame-received':
      return { kind: 'received', tone: 'plain', wire: isControl(event) ? 'control' : 'data' };
    case 'closed':
      return { kind: event.received || event.by === 'probe' ? 'note' : 'cut', tone: event.clean ? 'soft' : 'bad' };
    case 'clock-advanced':
      return event.byMs < 1 ? undefined : { kind: 'pause', tone: 'soft', pauseMs: event.byMs };
    case 'stopped-reading':
    case 'reading-again':
    case 'stopped-writing':
    case 'reading-slowly':
      return { kind: 'note', tone: 'soft' };
    case 'connect-failed':
    case 'limit-exceeded':
    case 'process-exited':
      return { kind: 'note', tone: 'bad' };
    case 'output':
    case 'handler-started':
      return undefined;
    default:
      return { kind: 'told', tone: 'told' };
  }
}
