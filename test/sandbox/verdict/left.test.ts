/** What is left of connections that have ended, as the judge takes the readings of it. */

import type { Entry } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { scriptOf, type Told, verdictOf } from '../../helpers/timeline.ts';

const left = (name: string, more: { timers?: number; asAt?: string } = {}): Entry => ({
  expect: 'left',
  timers: 2,
  sentence: 'nothing to be left',
  withinMs: 0,
  name,
  ...more,
});
const reading = (timers: number, handlers = 0): Told => ({ kind: 'stats', stats: { handlers, timers }, source: 'process' });

test('a reading from before an entry does not answer what the entry asks', () => {
  const script = scriptOf(left('left', { timers: 0 }), left('again', { timers: 0 }));
  expect(verdictOf(script, [[reading(0)], [reading(1)]], 'deadline')).toMatchObject({ name: 'again', observedKind: 'left-behind' });
  expect(verdictOf(script, [[reading(0)], [reading(0)]])).toEqual({ kind: 'working' });
});

test('no more may be left than was there at an earlier reading, nor more than is allowed at all', () => {
  const script = scriptOf(left('before'), left('after', { asAt: 'before' }));
  const after = (first: Told, second: Told) => verdictOf(script, [[first], [second]], 'deadline');
  expect(after(reading(0), reading(1))).toMatchObject({
    name: 'after',
    observedKind: 'left-behind',
    observed: '0 handlers and 1 timer were left, where 0 handlers and 0 timers were before',
  });
  expect(after(reading(1, 1), reading(1, 2))).toMatchObject({ name: 'after', observedKind: 'left-behind' });
  expect(after(reading(3), reading(3))).toMatchObject({ name: 'before', observedKind: 'left-behind' });
  expect(after(reading(1), reading(1))).toEqual({ kind: 'working' });
});
