/**
 * Writes the timeline of one run.
 *
 * What the probe sees and what the sandbox process tells come over different ways, so that they may arrive in another order than
 * they happened. Each testimony carries how far every connection had come at that moment; it is put after all that was on the wire
 * by then and before the first thing that was not. It never goes further back than the last moment at which everything was settled:
 * all that had been told by then had arrived.
 */
import type { SourceLocation } from './testimony.ts';
import type { ParentFact, ProcessFact, TimelineEvent, WireFact } from './timeline.ts';
import { Writers } from './writers.ts';

/**
 * How far the handler's side of each connection had come: bytes written, and whether it had ended its stream. The keys are the
 * connections' numbers, counted from 0 in the order in which they were opened: a name may be opened again.
 */
export type Reach = ReadonlyMap<number, { written: number; writeEnded: boolean }>;

/** When and where something was told, as the sandbox process says. */
export interface Told {
  /** On its clock. */
  nowMs: number;
  reach: Reach;
}

interface Item {
  event: TimelineEvent;
  /** On a wire event caused by the handler: the connection's number, and the bytes received up to its end, Infinity for the stream's. */
  number?: number;
  received?: number;
  /** On testimony. */
  reach?: Reach;
}

/** What a line of the handler's can have written. */
const SENT: ReadonlySet<TimelineEvent['kind']> = new Set(['handshake-accepted', 'handshake-refused', 'frame-received']);

export class Recorder {
  /** The run's clock. */
  nowMs = 0;
  /** The latest time that the clock may have reached on the other side: testimony is of no later one. */
  horizonMs = 0;
  /** How often anything was seen on the wire or told: as long as it stays, nothing has moved. */
  moves = 0;
  #stopped = false;
  /** How far the clock has moved since the last event. */
  #passedMs = 0;
  #recorded = 0;
  #opened = 0;
  /** The number of the connection that has a name now. */
  readonly #numbers = new Map<string, number>();
  readonly #settled: TimelineEvent[] = [];
  /** What came since, in the order of its arrival. */
  #recent: Item[] = [];
  readonly #writers = new Writers();
  /** What the handler sent, in the order of its arrival, until somebody has it. */
  #sent: Required<Pick<Item, 'event' | 'number' | 'received'>>[] = [];
  readonly #begun = performance.now();
  readonly #onEvent: (event: TimelineEvent) => void;

  /** `onEvent` gets each event as it arrives; its `seq` is given anew at the end. */
  constructor(onEvent: (event: TimelineEvent) => void) {
    this.#onEvent = onEvent;
  }

  /** From here on nothing more is taken in but the workshop's own facts. */
  stop(): void {
    this.#stopped = true;
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** All that passes between two events is one event, however small the steps are in which a handler lets it pass. */
  moveClock(nowMs: number): void {
    this.#passedMs += nowMs - this.nowMs;
    this.nowMs = nowMs;
  }

  /** `received`: bytes received on that connection up to the end of what is reported, Infinity for the end of the stream. */
  wire(fact: WireFact, connection: string, received?: number): void {
    if (this.#stopped) return;
    this.moves += 1;
    if (fact.kind === 'handshake-sent') this.#numbers.set(connection, this.#opened++);
    this.#record({ source: 'wire', connection, ...fact }, this.nowMs, { number: this.#numbers.get(connection), received });
  }

  parent(fact: ParentFact, connection?: string): void {
    this.#record({ source: 'parent', ...(connection === undefined ? {} : { connection }), ...fact }, this.nowMs, {});
  }

  /** Without `told` it stands where it arrives. */
  process(fact: ProcessFact, connection: string | undefined, told?: Told): void {
    if (this.#stopped) return;
    this.moves += 1;
    const atMs = told ? Math.max(this.nowMs, Math.min(told.nowMs, this.horizonMs)) : this.nowMs;
    this.#record({ ...fact, source: 'process', ...(connection === undefined ? {} : { connection }) }, atMs, { reach: told?.reach });
  }

  /** The sandbox process tells that this line writes on the connection of that number from there on; without `at` none does. */
  writer(number: number, from: number, at: SourceLocation | undefined): void {
    this.#writers.add(number, { from, at });
  }

  /** It has told who wrote the first so many bytes of that connection: a process that is ended has not told of the last. */
  toldWriters(number: number, written: number): void {
    this.#writers.told(number, written);
  }

  /** All that happened up to now has been seen or told: nothing that comes later belongs before it. */
  settle(): void {
    for (const event of inOrder(this.#recent)) this.#settled.push(event);
    this.#recent = [];
  }

  /** Settles, and lets go of what it gives: for what is shown as it comes, and has no end that could be waited for. */
  drain(): TimelineEvent[] {
    this.settle();
    this.#sent = [];
    return this.#settled.splice(0);
  }

  /** The timeline in the order in which things happened, numbered from 0, and with the lines that sent what came. */
  finish(): TimelineEvent[] {
    this.settle();
    for (const { event, number, received } of this.#sent) {
      const at = this.#writers.lineBefore(received, number);
      if (at) Object.assign(event, { sentBy: at });
    }
    for (const [seq, event] of this.#settled.entries()) event.seq = seq;
    return this.#settled;
  }

  #record(rest: Record<string, unknown>, atMs: number, place: Omit<Item, 'event'>): void {
    const byMs = this.#passedMs;
    this.#passedMs = 0;
    if (byMs > 0) this.parent({ kind: 'clock-advanced', byMs });
    const realMs = Math.round((performance.now() - this.#begun) * 1_000) / 1_000;
    const event = { seq: this.#recorded++, atMs, realMs, ...rest } as TimelineEvent;
    this.#recent.push({ event, ...place });
    const { number, received } = place;
    if (number !== undefined && received !== undefined && SENT.has(event.kind)) this.#sent.push({ event, number, received });
    this.#onEvent(event);
  }
}

/** In one pass: what was there for one testimony is there for the next one, too. */
function inOrder(items: readonly Item[]): TimelineEvent[] {
  const base = items.filter(({ reach }) => reach === undefined);
  const ordered: TimelineEvent[] = [];
  let placed = 0;
  const placeUpTo = (count: number) => {
    for (; placed < count; placed++) ordered.push((base[placed] as Item).event);
  };
  let arrived = 0;
  /** The first in `base` that was not there yet, and one more than the last that was. */
  let missing = 0;
  let there = 0;
  for (const { event, reach } of items) {
    if (reach === undefined) {
      arrived += 1;
      continue;
    }
    for (; missing < base.length && wasThere(base[missing] as Item, reach); missing++)
      if ((base[missing] as Item).received !== undefined) there = missing + 1;
    placeUpTo(Math.min(Math.max(arrived, there), missing));
    ordered.push(between(event, ordered.at(-1), base[placed]?.event));
  }
  placeUpTo(base.length);
  return ordered;
}

/** What the handler did not cause is no measure of how far it had come. */
function wasThere({ number, received }: Item, reach: Reach): boolean {
  if (received === undefined || number === undefined) return true;
  const reached = reach.get(number);
  if (reached === undefined) return false;
  return received === Number.POSITIVE_INFINITY ? reached.writeEnded : received <= reached.written;
}

/** Time never goes back in a timeline, whatever a process says of its clock. */
function between(event: TimelineEvent, before: TimelineEvent | undefined, after: TimelineEvent | undefined): TimelineEvent {
  event.atMs = Math.max(before?.atMs ?? 0, Math.min(event.atMs, after?.atMs ?? event.atMs));
  return event;
}
