/**
 * Handlers that try to pass without working: what each of them fakes, hides or leaves out stands in its first line. They were written
 * from the prose of the steps alone; each goes against one sentence of its step.
 */
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';

export interface Cheat {
  name: string;
  dialect: Dialect;
  step: string;
  /** The words of the step, or of one of its hints, that it goes against. */
  against: string;
}

export const CHEATS: Cheat[] = [
  {
    name: 'counts-no-intervals',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'nothing that was started for it goes on: no timer, no wait',
  },
  {
    name: 'empties-its-interval',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'nothing that was started for it goes on: no timer, no wait',
  },
  {
    name: 'calls-its-neighbours',
    dialect: 'ws',
    step: 'frozen-loop',
    against: 'wait without blocking',
  },
  { name: 'answers-two-for-one', dialect: 'async', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'answers-one-ahead', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'begins-the-next-answer', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'tires-after-nine-messages', dialect: 'async', step: 'open-then-gone', against: 'the connection stays open' },
  { name: 'hangs-up-on-silence', dialect: 'async', step: 'open-then-gone', against: 'the connection stays open' },
  { name: 'cuts-old-connections', dialect: 'ws', step: 'open-then-gone', against: 'the connection stays open' },
  { name: 'polls-for-old-age', dialect: 'ws', step: 'open-then-gone', against: 'the connection stays open' },
  { name: 'deaf-after-a-pause', dialect: 'async', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'answers-ascii-only', dialect: 'async', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'knows-each-client-once', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  { name: 'cuts-quiet-tcp', dialect: 'ws', step: 'open-then-gone', against: 'the connection stays open' },
  {
    name: 'leaves-an-interval-nobody-waits-for',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'nothing that was started for it goes on: no timer, no wait',
  },
  { name: 'never-returns', dialect: 'async', step: 'smallest-echo', against: 'When a connection has ended, so has its handler' },
  {
    name: 'says-goodbye-first',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'For the client `test-client-123` that sends `{"type":"ping"}` and leaves',
  },
  {
    name: 'answers-the-newest-of-an-id',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'Each message is answered with the text `Echo: ` and the message.',
  },
  { name: 'keeps-twelve-notes', dialect: 'async', step: 'where-did-it-die', against: 'Every `greet`, `add` and `note` gets the answer' },
  { name: 'greets-plain-names-only', dialect: 'ws', step: 'where-did-it-die', against: 'Every `greet`, `add` and `note` gets the answer' },
  {
    name: 'turns-the-second-newcomer-away',
    dialect: 'async',
    step: 'where-did-it-die',
    against: 'Every `greet`, `add` and `note` gets the answer',
  },
  { name: 'fears-oops-only', dialect: 'async', step: 'swallowed', against: 'one that is not gets `{"type":"error"}`' },
  { name: 'tells-of-the-error-later', dialect: 'async', step: 'swallowed', against: 'one that is not gets `{"type":"error"}`' },
  { name: 'hangs-up-on-all-later', dialect: 'ws', step: 'honest-1011', against: 'harms nobody else' },
  {
    name: 'answers-in-pairs',
    dialect: 'async',
    step: 'forgotten-await',
    against: 'every message gets `{"type":"response","data":"Message received"}`',
  },
  {
    name: 'takes-it-badly-later',
    dialect: 'ws',
    step: 'forgotten-await',
    against: 'A client that leaves before its answer is made harms nobody else.',
  },
  { name: 'exits-after-a-goodbye', dialect: 'async', step: 'forgotten-await', against: 'every message gets' },
  {
    name: 'rests-in-odd-minutes',
    dialect: 'ws',
    step: 'forgotten-await',
    against: 'every message gets `{"type":"response","data":"Message received"}`',
  },
  { name: 'answers-objects-only', dialect: 'ws', step: 'open-then-gone', against: 'every message gets this answer' },
  {
    name: 'echoes-normalised',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'Each message is answered with the text `Echo: ` and the message.',
  },
  {
    name: 'echoes-reprinted-json',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'Each message is answered with the text `Echo: ` and the message.',
  },
  {
    name: 'echoes-trimmed',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'Each message is answered with the text `Echo: ` and the message.',
  },
  {
    name: 'explodes-with-braces-in-text',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'Each message is answered with the text `Echo: ` and the message.',
  },
  {
    name: 'forgets-long-ids',
    dialect: 'async',
    step: 'smallest-echo',
    against: 'Each line needs its sign and the client id; after 📥 comes the received text instead',
  },
  {
    name: 'mixes-up-who-is-who',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'Each line needs its sign and the client id; after 📥 comes the received text instead',
  },
  {
    name: 'prints-all-at-the-end',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'Wait for a message, print "📥 Received …" with its text',
  },
  { name: 'prints-what-it-parsed', dialect: 'async', step: 'where-did-it-die', against: '📥 with what was received' },
  { name: 'judges-by-the-first-letter', dialect: 'ws', step: 'swallowed', against: 'one that is not gets `{"type":"error"}`' },
  { name: 'logs-each-error-once', dialect: 'async', step: 'swallowed', against: 'its error appears in the output with its stack' },
  { name: 'loses-patience', dialect: 'ws', step: 'swallowed', against: 'the connection lives on' },
  {
    name: 'calls-leaving-an-error',
    dialect: 'ws',
    step: 'swallowed',
    against: 'a client that leaves is ordinary: no error in the output for it',
  },
  { name: 'exits-after-the-third-fault', dialect: 'async', step: 'honest-1011', against: 'harms nobody else' },
  { name: 'foresees-one-fault', dialect: 'async', step: 'honest-1011', against: 'an unexpected exception' },
  { name: 'forgives-a-known-fault', dialect: 'ws', step: 'honest-1011', against: 'closes *this* connection with the code 1011' },
  { name: 'says-it-again-later', dialect: 'ws', step: 'honest-1011', against: 'appears in the output once, with its stack' },
  { name: 'blocks-for-the-second-report', dialect: 'async', step: 'frozen-loop', against: 'nobody else notices' },
  { name: 'knows-text-ids-only', dialect: 'ws', step: 'frozen-loop', against: 'with the same id' },
  { name: 'prints-one-report-at-a-time', dialect: 'ws', step: 'frozen-loop', against: 'Two reports at the same time take 1.5 s each' },
  { name: 'prints-the-newest-id', dialect: 'async', step: 'frozen-loop', against: 'with the same id' },
  { name: 'remembers-the-report', dialect: 'async', step: 'frozen-loop', against: 'a report takes its 1.5 s' },
  {
    name: 'leaves-immediates',
    dialect: 'ws',
    step: 'smallest-echo',
    against: 'nothing that was started for it goes on: no timer, no wait',
  },
  { name: 'stalls-before-the-wait', dialect: 'ws', step: 'frozen-loop', against: 'nobody is kept waiting for more than 125 ms' },
  { name: 'counts-down-twice', dialect: 'async', step: 'goodbye-is-normal', against: 'the number of connections that are open' },
  { name: 'knows-two-goodbyes', dialect: 'async', step: 'goodbye-is-normal', against: 'no error and no stack for any of them' },
  { name: 'foresees-every-sky', dialect: 'async', step: 'goodbye-is-normal', against: 'A forecast still takes its 100 ms' },
  { name: 'stays-when-all-have-left', dialect: 'async', step: 'goodbye-is-normal', against: 'clear up after it on every way out' },
  { name: 'sweeps-once-a-minute', dialect: 'ws', step: 'goodbye-is-normal', against: 'The client is no longer counted' },
  { name: 'rounds-the-code', dialect: 'ws', step: 'goodbye-is-normal', against: 'the close code that came' },
  { name: 'forgives-unknown-cities', dialect: 'ws', step: 'goodbye-is-normal', against: 'the connection ends with 1011' },
  { name: 'adds-up-in-advance', dialect: 'async', step: 'out-of-order', against: 'A year takes 120 ms, a month 60 ms, a day 5 ms' },
  { name: 'orders-what-comes-together', dialect: 'ws', step: 'out-of-order', against: 'in the order of its questions' },
  { name: 'orders-three-at-most', dialect: 'ws', step: 'out-of-order', against: 'in the order of its questions' },
  { name: 'blocks-in-order', dialect: 'ws', step: 'out-of-order', against: 'Nobody waits for the questions of another connection' },
  {
    name: 'passes-over-failures',
    dialect: 'async',
    step: 'out-of-order',
    against: 'A span that does not exist gets `{"type":"error","id":…}`',
  },
  { name: 'mends-the-chain-once', dialect: 'async', step: 'out-of-order', against: 'the answers after it still come' },
  { name: 'answers-failures-at-once', dialect: 'ws', step: 'out-of-order', against: 'in its turn' },
];
