/** What a learner reads when a run was stopped at a limit: what was exceeded and where, once, and what to look for. */
import { expect, test } from 'vitest';
import type { Limit } from '../../../sandbox/timeline/timeline.ts';
import { limitAdvice, limitSentence } from '../../../sandbox/verdict/limit-sentence.ts';

const AT = { line: 4, column: 1 };
const STOPPED_AT = 'so it was stopped. The handler was at line 4.';
const SENDS = 'Look for a loop that sends without waiting for a message.';

test.each<[string, Limit, sentence: string, advice: string]>([
  [
    'time, at a line',
    { what: 'time', max: 2_500, unit: 'ms', at: AT },
    `The handler was still busy after 2.5 s, ${STOPPED_AT}`,
    'One thread serves every connection: a loop that never waits lets nothing else happen. Let it wait for something, with await.',
  ],
  [
    'time, at no line',
    { what: 'time', max: 2_000, unit: 'ms' },
    'The handler had not come to rest after 2 s, so it was stopped.',
    'Look for a loop that never waits, between promises too, or for something that goes on and on by itself.',
  ],
  [
    'time, while it was loaded',
    { what: 'time', max: 2_000, unit: 'ms', loading: true },
    'The handler had not finished loading its file after 2 s, so it was stopped.',
    'A loop at import, or an await for something that never comes, keeps the file from its export.',
  ],
  [
    'memory',
    { what: 'memory', max: 64 * 1024 ** 2, unit: 'bytes', at: AT },
    `The handler used more than 64 MiB of memory, ${STOPPED_AT}`,
    'Look for something that grows and is never let go.',
  ],
  [
    'output',
    { what: 'output', max: 512 * 1024, unit: 'bytes' },
    'The handler wrote more than 512 KiB of output, so it was stopped.',
    'Look for a loop that logs without waiting.',
  ],
  ['frames', { what: 'frames', max: 500, unit: 'frames', at: AT }, `The handler sent more than 500 frames, ${STOPPED_AT}`, SENDS],
  ['bytes on the wire', { what: 'wire', max: 8 * 1024 ** 2, unit: 'bytes' }, 'The handler sent more than 8 MiB, so it was stopped.', SENDS],
  [
    'connections',
    { what: 'connections', max: 40, unit: 'connections' },
    'The run needed more than 40 connections, so it was stopped.',
    'The scenario opens them: its author has to ask for fewer.',
  ],
  [
    'events in bytes',
    { what: 'events', max: 256 * 1024, unit: 'bytes', of: 'handler-threw', at: AT },
    `The handler threw until that came to more than 256 KiB of text, ${STOPPED_AT}`,
    'Look for what goes wrong on every connection.',
  ],
  [
    'events of no kind',
    { what: 'events', max: 9, unit: 'events' },
    'The handler threw errors that nothing caught more than 9 times, so it was stopped.',
    'Look for a loop, a timer or a listener that throws again and again, and for whoever swallows it.',
  ],
])('of %s', (_what, limit, sentence, advice) => {
  expect([limitSentence(limit), limitAdvice(limit)]).toEqual([sentence, advice]);
});

test.each<[NonNullable<Limit['of']>, string, string]>([
  [
    'uncaught',
    'threw errors that nothing caught',
    'Look for a loop, a timer or a listener that throws again and again, and for whoever swallows it.',
  ],
  ['handler-threw', 'threw', 'Look for what goes wrong on every connection.'],
  ['handler-started', 'was started', 'Look for whoever makes connections without end.'],
  ['handler-returned', 'returned', 'Look for whoever makes connections without end.'],
  ['never-awaited', 'made calls that it never awaited', 'Look for a loop that calls without await.'],
  ['reads-twice', 'received twice at a time', 'Look for a second loop that reads the same connection.'],
  [
    'task-threw',
    'started tasks that failed with nobody to hear of it',
    'Look for a loop that starts tasks, and for what goes wrong in each of them.',
  ],
  ['ending', 'tried to end its process', 'Look for a loop that calls process.exit or process.kill.'],
])('of too many events of the kind %s', (of, did, lookFor) => {
  const limit: Limit = { what: 'events', max: 100, unit: 'events', of };
  expect(limitSentence(limit)).toBe(`The handler ${did} more than 100 times, so it was stopped.`);
  expect(limitAdvice(limit)).toBe(lookFor);
});
