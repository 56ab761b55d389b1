/**
 * Where the learner's code is that leads here, in the code that runs. It is asked for at each write, so it has to cost little: an object of
 * this realm takes the stack, and what that says is decided here, by one line of it. The learner's realm is asked for nothing.
 */
import { HANDLER_URL } from '../stack-text.ts';

/** What it says is worked out when it is read first. */
export interface Stack {
  readonly stack?: string;
}

export type Called = (...given: never[]) => unknown;

interface CallSite {
  getScriptNameOrSourceURL(): string | null;
  getLineNumber(): number | null;
  getColumnNumber(): number | null;
}

const { captureStackTrace } = Error;

/** From now on a stack of this realm's is the text of such a place, and an error has none. */
export function ownStacks(): void {
  Error.stackTraceLimit = 0;
  Object.assign(Error, {
    prepareStackTrace: (error: Error, sites: CallSite[]) => (sites.length === 0 ? String(error) : placeAmong(sites)),
  });
}

/** The last calls that lead to the one of `called`, or here: each costs as much again. */
export function takeStack(calls: number, called?: Called): Stack {
  const taken: Stack = {};
  Error.stackTraceLimit = calls;
  captureStackTrace(taken, called);
  Error.stackTraceLimit = 0;
  return taken;
}

/** The innermost call of the learner's, as a text that names it; empty where there is none. */
function placeAmong(sites: readonly CallSite[]): string {
  for (const site of sites)
    if (site.getScriptNameOrSourceURL() === HANDLER_URL) return `handler.ts:${site.getLineNumber()}:${site.getColumnNumber()}`;
  return '';
}
