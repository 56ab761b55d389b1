/**
 * The wall between the learner's realm and the harness's.
 *
 * Only strings, numbers and objects of the learner's own realm go over it. What is thrown over there stays there: a handler whose stack is
 * full would otherwise catch an error of the other realm, and find its way from that to everything.
 */
import type { Harness } from '../harness/harness.ts';

const FullStack = RangeError;

type Call = (first: unknown, second: unknown, third: unknown, fourth: unknown, fifth: unknown) => unknown;

/** What a handler's timer or listener throws goes through these, as it would in Node. */
const THROUGH: readonly string[] = ['relayed', 'nodeWouldEnd', 'accept'];

/** The harness for its own side of the learner's realm. A fixed number of arguments: to spread a list asks the learner's Array. */
export function wall(harness: Harness): Harness {
  const walled = { __proto__: null } as unknown as Record<string, Call>;
  for (const [name, given] of Object.entries(harness)) {
    const call = given as Call;
    walled[name] = THROUGH.includes(name) ? (first, second) => call(first, second, undefined, undefined, undefined) : contained(call);
  }
  return Object.freeze(walled) as unknown as Harness;
}

function contained(call: Call): Call {
  return (first, second, third, fourth, fifth) => {
    try {
      return call(first, second, third, fourth, fifth);
    } catch {
      throw new FullStack('Maximum call stack size exceeded');
    }
  };
}
