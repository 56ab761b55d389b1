/**
 * What an exported test does, as a list that any language can write down: a scenario's script without what only the clinic's own probe
 * can do or see. The functions of these names are in the preludes. Pure.
 */
import { type Action, type Entry, type ExpectationEntry, isExpectation, type Script, within } from '../scenario/entry.ts';
import { describeMs } from '../timeline/wording.ts';
import { planAction } from './actions.ts';
import { type Call, CannotExport } from './call.ts';
import { planLook } from './looks.ts';

export type Line =
  | { on: string; act: Call }
  | { on: string; look: Call; sentence: string; withinMs: number | undefined; soft: boolean }
  | { pauseMs: number };

export interface Plan {
  lines: Line[];
  /** What the clinic looks at and this test does not, each as a noun. */
  leftOut: Set<string>;
  /** The same, by the names of the expectations that are not in it at all. */
  unseen: Map<string, string>;
}

/** How long an answer may take on the wall’s clock, where the script grants no more. */
export const PATIENCE_MS = 10_000;

/** `idleMs`: the longest that the test waits for time to pass, since its clock is the one on the wall. @throws CannotExport */
export function planTest({ entries }: Script, idleMs: number): Plan {
  const planning = new Planning(idleMs);
  for (const entry of entries) planning.take(entry);
  return planning.plan();
}

class Planning {
  readonly #idleMs: number;
  readonly #lines: Line[] = [];
  readonly #leftOut = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #unseen = new Map<string, string>();
  /** How much of the time that the script lets pass was cut since the last thing that was done. */
  #cutMs = 0;

  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  plan(): Plan {
    const lines = this.#lines.slice(0, this.#lines.findLastIndex((line) => !('pauseMs' in line)) + 1);
    const unseen = new Map([...this.#unseen].filter(([name]) => !this.#seen.has(name)));
    return { lines, leftOut: this.#leftOut, unseen };
  }

  take(entry: Entry): void {
    if (!isExpectation(entry)) this.#do(entry);
    else if (entry.expect === 'output' || entry.expect === 'left' || entry.expect === 'process-exits')
      this.#missOut(entry.name, UNSEEN[entry.expect]);
    else this.#look(entry);
  }

  #missOut(name: string | undefined, what: string): void {
    this.#leftOut.add(what);
    if (name !== undefined) this.#unseen.set(name, what);
  }

  #do(action: Action): void {
    if (action.do === 'advance') {
      if (action.after !== undefined) throw new CannotExport('it is played to the millisecond, by the clock of a run');
      if (typeof action.forMs !== 'number') throw new CannotExport('it lets a time pass that a message has named');
      this.#pause(action.forMs);
      return;
    }
    const { connection: on } = action as { connection: string };
    if (action.do === 'send' && action.cutAfter !== undefined) this.#leftOut.add('how a message is taken that comes in parts');
    this.#lines.push(...planAction(action).map((act) => ({ on, act })));
    this.#cutMs = 0;
  }

  /** Several in a row are one. */
  #pause(forMs: number): void {
    const last = this.#lines.at(-1);
    const before = last && 'pauseMs' in last ? last : undefined;
    const whole = forMs + (before?.pauseMs ?? 0);
    const pauseMs = Math.min(whole, this.#idleMs);
    this.#cutMs += whole - pauseMs;
    if (before) before.pauseMs = pauseMs;
    else this.#lines.push({ pauseMs });
  }

  #look(entry: Exclude<ExpectationEntry, { expect: keyof typeof UNSEEN }>): void {
    const look = planLook(entry);
    for (const each of within(entry)) this.#leaveOut(each);
    if (entry.name !== undefined) this.#seen.add(entry.name);
    const { connection: on, sentence, soft = false } = entry;
    this.#lines.push(
      entry.expect === 'quiet'
        ? { on, look, soft, ...this.#quiet(entry) }
        : { on, look, soft, sentence, withinMs: this.#patience(entry.withinMs) },
    );
  }

  #quiet({ sentence, withinMs }: ExpectationEntry) {
    const ms = Math.min(withinMs, this.#idleMs);
    this.#cutMs += withinMs - ms;
    return { sentence: sentence.replace(describeMs(withinMs), describeMs(ms)), withinMs: ms };
  }

  /** What the time that was cut would have brought comes that much later. undefined for what goes without saying. */
  #patience(withinMs: number): number | undefined {
    const patienceMs = Math.max(withinMs, PATIENCE_MS) + this.#cutMs;
    return patienceMs === PATIENCE_MS ? undefined : patienceMs;
  }

  #leaveOut(entry: ExpectationEntry): void {
    if (('notBefore' in entry && entry.notBefore) || ('noLaterThan' in entry && entry.noLaterThan))
      this.#leftOut.add('how long an answer takes');
    if ('headers' in entry && entry.headers) this.#leftOut.add('the headers of the answer to an opening handshake');
  }
}

const UNSEEN = {
  output: 'what the backend logs',
  left: 'what is left over in the backend: handlers and timers',
  'process-exits': 'how the backend’s process ends',
};
