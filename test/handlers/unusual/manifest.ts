/** Handlers of unusual style that are right by the prose of their step, for any fair client. */
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';

export interface Unusual {
  name: string;
  dialect: Dialect;
  step: string;
}

export const UNUSUAL: Unusual[] = [
  { name: 'class-per-connection', dialect: 'async', step: 'open-then-gone' },
  { name: 'async-generator', dialect: 'async', step: 'open-then-gone' },
  { name: 'web-streams', dialect: 'async', step: 'open-then-gone' },
  { name: 'several-servers-by-path', dialect: 'ws', step: 'open-then-gone' },
  { name: 'compresses-everything', dialect: 'ws', step: 'open-then-gone' },
  { name: 'heartbeat', dialect: 'ws', step: 'open-then-gone' },
  { name: 'aborted-iterator', dialect: 'ws', step: 'open-then-gone' },
  { name: 'top-level-await', dialect: 'ws', step: 'open-then-gone' },
  { name: 'weak-references', dialect: 'ws', step: 'open-then-gone' },
  { name: 'object-mode-pipeline', dialect: 'async', step: 'open-then-gone' },
  { name: 'state-machine', dialect: 'async', step: 'smallest-echo' },
  { name: 'emitter-around-it', dialect: 'async', step: 'smallest-echo' },
  { name: 'async-local-storage', dialect: 'ws', step: 'smallest-echo' },
  { name: 'websocket-stream', dialect: 'ws', step: 'smallest-echo' },
  { name: 'logs-on-both-streams', dialect: 'ws', step: 'smallest-echo' },
  { name: 'proxy-prints', dialect: 'async', step: 'smallest-echo' },
  { name: 'disposes-with-using', dialect: 'async', step: 'smallest-echo' },
  { name: 'writes-a-line-in-pieces', dialect: 'async', step: 'smallest-echo' },
  { name: 'lights-as-a-wrapper', dialect: 'async', step: 'where-did-it-die' },
  { name: 'grouped-output', dialect: 'ws', step: 'where-did-it-die' },
  { name: 'json-logger', dialect: 'async', step: 'where-did-it-die' },
  { name: 'digests-each-message', dialect: 'ws', step: 'where-did-it-die' },
  { name: 'result-instead-of-throw', dialect: 'async', step: 'swallowed' },
  { name: 'error-with-a-cause', dialect: 'ws', step: 'swallowed' },
  { name: 'inspects-in-colour', dialect: 'async', step: 'swallowed' },
  { name: 'promise-chain', dialect: 'ws', step: 'swallowed' },
  { name: 'pretty-printed-answers', dialect: 'ws', step: 'swallowed' },
  { name: 'logs-json-lines', dialect: 'async', step: 'swallowed' },
  { name: 'closes-and-then-terminates', dialect: 'ws', step: 'honest-1011' },
  { name: 'catches-rejections-as-events', dialect: 'ws', step: 'honest-1011' },
  { name: 'closes-and-terminates-at-once', dialect: 'ws', step: 'honest-1011' },
  { name: 'finally-decides', dialect: 'async', step: 'honest-1011' },
  { name: 'one-place-for-faults', dialect: 'async', step: 'honest-1011' },
  { name: 'derives-a-key', dialect: 'async', step: 'forgotten-await' },
  { name: 'scrypts-at-default-cost', dialect: 'ws', step: 'forgotten-await' },
  { name: 'waits-by-the-scheduler', dialect: 'ws', step: 'forgotten-await' },
  { name: 'asks-over-a-message-channel', dialect: 'async', step: 'forgotten-await' },
  { name: 'compiles-webassembly', dialect: 'ws', step: 'forgotten-await' },
  { name: 'compresses-what-it-keeps', dialect: 'async', step: 'forgotten-await' },
  { name: 'encrypts-what-it-keeps', dialect: 'ws', step: 'forgotten-await' },
  { name: 'takes-many-turns', dialect: 'async', step: 'forgotten-await' },
  { name: 'yields-in-slices', dialect: 'async', step: 'frozen-loop' },
  { name: 'counts-an-interval', dialect: 'ws', step: 'frozen-loop' },
  { name: 'waits-for-an-abort', dialect: 'async', step: 'frozen-loop' },
  { name: 'waits-on-shared-memory', dialect: 'ws', step: 'frozen-loop' },
  { name: 'reports-beside-the-talk', dialect: 'async', step: 'frozen-loop' },
  { name: 'queue-of-resolvers', dialect: 'ws', step: 'frozen-loop' },
];
