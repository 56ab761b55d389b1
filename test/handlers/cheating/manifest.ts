/**
 * Handlers that try to pass without working: what each of them fakes, hides or leaves out stands in its first line. They were written
 * from the prose of the steps alone; each goes against one sentence of its step.
 */
import type { Dialect } from '../../../sandbox/dialects/dialect.ts';

export interface Cheat {
  name: string;
  dialect: Dialect;
  step: string;
  /** The words of the step, or of one of its hints, that it goes against. */
  against: string;
}

export const CHEATS: Cheat[] = [
  { name: 'answers-two-for-one', dialect: 'async', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'answers-one-ahead', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'begins-the-next-answer', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  {
    name: 'leaves-an-interval-nobody-waits-for',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'nothing that was started for it goes on: no timer, no wait',
  },
  { name: 'never-returns', dialect: 'async', step: 'smallest-echo', against: 'When a connection has ended, so has its handler' },
  { name: 'tells-of-the-error-later', dialect: 'async', step: 'swallowed', against: 'one that is not gets `{"type":"error"}`' },
  {
    name: 'answers-in-pairs',
    dialect: 'async',
    step: 'forgotten-await',
    against: 'every message gets `{"type":"response","data":"Message received"}`',
  },
];
