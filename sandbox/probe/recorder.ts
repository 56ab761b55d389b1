/**
 * Writes the timeline of one run.
 *
 * What the probe sees and what the sandbox process tells come over different ways, so that they may arrive in another order than
 * they happened. Each testimony carries how far every connection had come at that moment; `finish` puts it after all that was on
 * the wire by then and before the first thing that was not.
 */
import type { ParentFact, ProcessFact, TimelineEvent, WireFact } from './timeline.ts';

/** How far the handler's side of each connection had come: bytes written, and whether it had ended its stream. */
export type Reach = Record<string, { written: number; writeEnded: boolean }>;

interface Place {
  /** On a wire event caused by the handler: the bytes received up to its end, or Infinity for the end of the stream. */
  received?: number;
  /** On testimony: how far the connections had come. */
  reach?: Reach;
}

export class Recorder {
  /** The run's clock. */
  nowMs = 0;
  /** How often anything was seen on the wire or told: as long as it stays, nothing has moved. */
  moves = 0;
  #stopped = false;
  readonly #events: TimelineEvent[] = [];
  readonly #places = new WeakMap<TimelineEvent, Place>();
  readonly #begun = performance.now();
  readonly #onEvent: (event: TimelineEvent) => void;

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

  /** `received`: see `Place`. */
  wire(fact: WireFact, connection: string, received?: number): void {
    if (this.#stopped) return;
    this.moves += 1;
    this.#record({ source: 'wire', connection, ...fact }, { received });
  }

  parent(fact: ParentFact, connection?: string): void {
    this.#record(connection === undefined ? { source: 'parent', ...fact } : { source: 'parent', connection, ...fact }, {});
  }

  process(fact: ProcessFact, connection: string | undefined, reach?: Reach): void {
    if (this.#stopped) return;
    this.moves += 1;
    this.#record(connection === undefined ? { ...fact, source: 'process' } : { ...fact, source: 'process', connection }, { reach });
  }

  get events(): readonly TimelineEvent[] {
    return this.#events;
  }

  /** The timeline in the order in which things happened, numbered from 0. */
  finish(): TimelineEvent[] {
    const base = this.#events.filter((event) => this.#places.get(event)?.reach === undefined);
    const before: TimelineEvent[][] = Array.from({ length: base.length + 1 }, () => []);
    let arrived = 0;
    let last = 0;
    for (const event of this.#events) {
      const reach = this.#places.get(event)?.reach;
      if (reach === undefined) arrived += 1;
      else {
        last = Math.max(last, this.#indexFor(reach, base, { from: last, arrived }));
        before[last]?.push(event);
      }
    }
    const ordered = [...base.flatMap((event, index) => [...(before[index] ?? []), event]), ...(before[base.length] ?? [])];
    return ordered.map((event, seq) => ({ ...event, seq }));
  }

  /** After everything on the wire that was already there, before the first thing that was not; else where it arrived. */
  #indexFor(reach: Reach, base: TimelineEvent[], { from, arrived }: { from: number; arrived: number }): number {
    let index = arrived;
    // What was there for the testimony before this one is there for this one, too.
    for (let at = from; at < base.length; at++) {
      const event = base[at] as TimelineEvent;
      const received = this.#places.get(event)?.received;
      const reached = event.connection === undefined ? undefined : reach[event.connection];
      if (received === undefined || reached === undefined) continue;
      const wasThere = received === Number.POSITIVE_INFINITY ? reached.writeEnded : received <= reached.written;
      if (!wasThere) return Math.min(index, at);
      index = Math.max(index, at + 1);
    }
    return index;
  }

  #record(rest: Record<string, unknown>, place: Place): void {
    const realMs = Math.round((performance.now() - this.#begun) * 1_000) / 1_000;
    const event = { seq: this.#events.length, atMs: this.nowMs, realMs, ...rest } as TimelineEvent;
    this.#places.set(event, place);
    this.#events.push(event);
    this.#onEvent(event);
  }
}
