/** From something that looks wrong on a timeline to what the causes say of it. Pure. */
import type { ObservedKind } from '../scenario/names.ts';
import { diagnose } from '../verdict/diagnose.ts';
import type { Diagnosis } from '../verdict/verdict.ts';
import type { Played } from './examination.ts';

export interface Suspicion {
  connection: string;
  /** As a clause that follows "Expected": "the second message to be answered as the first one was". */
  expected: string;
  observed: string;
  observedKind: ObservedKind;
}

/**
 * What the causes say of a connection on which an answer was due, and this was seen: as if a script had asked for it. `until`: only what came
 * before that event counts.
 */
export function suspect({ timeline }: Pick<Played, 'timeline'>, suspicion: Suspicion, until?: number): Diagnosis[] {
  const { connection, expected, observed, observedKind } = suspicion;
  const entry = { expect: 'receives', connection, opcode: 'text', match: { anything: true }, sentence: expected, withinMs: 0 } as const;
  const seen = until === undefined ? timeline : timeline.filter(({ seq }) => seq < until);
  return diagnose({ entries: [entry] }, seen, { kind: 'broken', summary: expected, expected, observed, observedKind, entry: 0 });
}
