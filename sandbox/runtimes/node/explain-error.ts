/** What an error of Node's, of `ws` or of a dialect means: the one place on the workshop's side that knows their words. */
import type { Denied, ErrorMeaning, LocatedError } from '../../timeline/timeline.ts';

/** What Node's permission model says when it refuses, and what that kept the handler from. */
const DENIED = /Access to this API has been restricted|API requires full fs\.|ERR_ACCESS_DENIED|because native addons are disabled/;
const DENIALS: [RegExp, Denied][] = [
  [/fs-read/, 'read-files'],
  [/fs-write|fs\./, 'write-files'],
  [/allow-net|getaddrinfo|connect|listen/, 'network'],
  [/child-process/, 'processes'],
  [/worker/, 'threads'],
  [/addons/, 'native-code'],
  [/heap/, 'heap'],
  [/native code/, 'native-code'],
  // The modules that are no handler's, by their names.
  [/'(node:)?fs(\/promises)?'/, 'files'],
  [/'(node:)?(net|dgram|dns|tls|https?|http2)(\/promises)?'/, 'network'],
  [/'(node:)?(child_process|cluster)'/, 'processes'],
  [/'(node:)?worker_threads'/, 'threads'],
  [/module|imports/, 'module'],
];

/** What `close` says of a code or reason that must not be sent: the `async` dialect's words, and those of `ws`. */
const ILLEGAL_CLOSE = /^close expected|^First argument must be a valid error code number|^The message must not be greater than 123 bytes/;

/** What a handler is told when it asks for more memory than there is. */
const REFUSED_MEMORY =
  /^(Array buffer allocation failed|Invalid string length|Cannot create a string longer than|WebAssembly\.Memory.*(could not allocate|Unable to grow|Maximum memory size)|Failed to allocate memory)/;

/** undefined for an error of the handler's own. */
export function explainError({ message }: LocatedError): ErrorMeaning | undefined {
  if (DENIED.test(message)) return { kind: 'denied', what: DENIALS.find(([words]) => words.test(message))?.[1] ?? 'other' };
  if (ILLEGAL_CLOSE.test(message)) return { kind: 'illegal-close' };
  return REFUSED_MEMORY.test(message) ? { kind: 'memory-refused' } : undefined;
}
