/** How soon after its opening each connection spoke, and whether only those were answered that took their time. Pure. */
import type { EventOf, TimelineEvent } from '../timeline/timeline.ts';

/** The first exchange of one connection. */
class First {
  /** From the opening to its message, on the run's clock. */
  waitedMs?: number;
  answer?: EventOf<'frame-received'>;
  #openedMs = 0;
  #isOver = false;

  take(event: TimelineEvent): void {
    if (event.kind === 'handshake-accepted') this.#openedMs = event.atMs;
    else if (event.kind === 'frame-sent' && isData(event)) this.#takeMessage(event.atMs - this.#openedMs);
    else if (event.kind === 'frame-received' && isData(event) && !this.#isOver) this.answer ??= event;
  }

  /** Speaking again later ends it: what comes then is an answer to something else. */
  #takeMessage(afterMs: number): void {
    this.waitedMs ??= afterMs;
    if (afterMs > this.waitedMs) this.#isOver = true;
  }
}

/** The first answer on another connection, if every one that was answered had waited longer than `connection` did. */
export function patientOnly(timeline: readonly TimelineEvent[], connection: string): EventOf<'frame-received'> | undefined {
  const firsts = new Map<string, First>();
  for (const event of timeline) {
    if (event.connection === undefined) continue;
    const first = firsts.get(event.connection) ?? new First();
    firsts.set(event.connection, first);
    first.take(event);
  }
  const waitedMs = firsts.get(connection)?.waitedMs;
  const answered = [...firsts.values()].filter(({ answer }) => answer !== undefined);
  if (waitedMs === undefined || answered.some((first) => (first.waitedMs ?? 0) <= waitedMs)) return undefined;
  return answered[0]?.answer;
}

function isData({ opcode }: EventOf<'frame-sent' | 'frame-received'>): boolean {
  return opcode === 'text' || opcode === 'binary';
}
