/**
 * The wall between the learner's realm and the harness's.
 *
 * Only strings, numbers and objects of the learner's own realm go over it. What is thrown over there stays there: a handler whose stack is
 * full would otherwise catch an error of the other realm, and find its way from that to everything.
 */
import type { Harness } from '../harness/harness.ts';

const FullStack = RangeError;
const { getPrototypeOf, prototype: ownRoot } = Object;

type Call = (first: unknown, second: unknown, third: unknown, fourth: unknown, fifth: unknown) => unknown;

/** What a handler's timer or listener throws goes through these, as it would in Node. What the harness throws does not. */
const THROUGH: readonly string[] = ['relayed', 'nodeWouldEnd', 'accept'];

/** The harness for its own side of the learner's realm. A fixed number of arguments: to spread a list asks the learner's Array. */
export function wall(harness: Harness): Harness {
  const walled = { __proto__: null } as unknown as Record<string, Call>;
  for (const [name, given] of Object.entries(harness)) {
    const call = given as Call;
    walled[name] = contained(call, THROUGH.includes(name));
  }
  return Object.freeze(walled) as unknown as Harness;
}

function contained(call: Call, through: boolean): Call {
  return (first, second, third, fourth, fifth) => {
    try {
      return call(first, second, third, fourth, fifth);
    } catch (thrown) {
      if (through && isOfThisRealm(thrown)) throw thrown;
      throw new FullStack('Maximum call stack size exceeded');
    }
  };
}

function isOfThisRealm(thrown: unknown): boolean {
  if ((typeof thrown !== 'object' && typeof thrown !== 'function') || thrown === null) return true;
  for (let each: object | null = thrown; each !== null; each = getPrototypeOf(each)) if (each === ownRoot) return true;
  // All that the harness throws has a prototype.
  return getPrototypeOf(thrown) === null;
}
