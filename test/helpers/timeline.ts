/** Scripts and timelines written by hand, for the judge and the diagnosis. */

import type { Entry } from 'socket-clinic/scenario';
import type { Script } from '../../sandbox/scenario/entry.ts';
import type { Fact, Source, TimelineEvent } from '../../sandbox/timeline/timeline.ts';
import { judge } from '../../sandbox/verdict/judge.ts';

export const OPENS: Entry = { expect: 'opens', connection: 'A', sentence: 'it to open', withinMs: 1_000, name: 'opens' };
export const ANSWER: Entry = {
  expect: 'receives',
  connection: 'A',
  opcode: 'text',
  match: { json: { ok: true } },
  sentence: 'an answer',
  withinMs: 1_000,
  name: 'answer',
};
export const ENDS: Entry = { expect: 'ends', connection: 'A', codes: [1011], sentence: 'an end with 1011', withinMs: 1_000, name: 'ends' };

export const scriptOf = (...entries: Entry[]): Script => ({ entries });

export type Told = Fact & { source?: Source; connection?: string; atMs?: number };

/** A timeline in which each entry of the script begins in turn and gets these facts. */
export function timelineOf(script: Script, facts: Told[][], how: 'done' | 'deadline' = 'done'): TimelineEvent[] {
  const told: Told[] = script.entries.flatMap((_entry, entry) => [
    { kind: 'entry-began' as const, entry, source: 'parent' as const },
    ...(facts[entry] ?? []),
    { kind: 'entry-ended' as const, entry, how, source: 'parent' as const },
  ]);
  return [...told, { kind: 'script-ended' as const, source: 'parent' as const }].map(
    (fact, seq) => ({ seq, atMs: 0, realMs: 0, source: 'wire', connection: 'A', ...fact }) as TimelineEvent,
  );
}

/** A fact before or among those of a timeline, numbered anew. */
export function numbered(fact: Told | TimelineEvent, seq: number): TimelineEvent {
  return { atMs: 0, realMs: 0, source: 'wire', ...fact, seq } as TimelineEvent;
}

export const accepted: Told = { kind: 'handshake-accepted' };
export const text = (value: string): Told => ({ kind: 'frame-received', opcode: 'text', fin: true, bytes: value.length, text: value });
export const fin: Told = { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'fin' };

export function verdictOf(script: Script, facts: Told[][], how?: 'done' | 'deadline') {
  return judge(script, timelineOf(script, facts, how)).verdict;
}
