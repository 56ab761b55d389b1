/** What this process tells about itself: output, and what became of the handler. */
import type { LocatedError, ProcessFact, SourceLocation } from '../../probe/timeline.ts';
import { ERROR_CHARACTERS, OUTPUT_BYTES, OUTPUT_EXIT, PIECE_CHARACTERS, WRITE_BYTES } from '../limits.ts';
import { tell } from './channel.ts';
import { nowMs } from './clock.ts';
import { progress } from './connections.ts';

/** The learner's module in stack traces, as Node writes it. */
export const HANDLER_URL = 'file:///handler.ts';

const exit = process.exit.bind(process);
let told = 0;
let outputBytes = 0;

export function testify(fact: ProcessFact, connection?: string): void {
  told += 1;
  tell({ type: 'told', fact, connection, nowMs: nowMs(), progress: progress() });
}

/** How much has been told so far. */
export function toldCount(): number {
  return told;
}

/** Sends what the handler writes to stdout and stderr over the channel, where its place in the order of things is known. */
export function captureOutput(): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = ((chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      outputBytes += Math.max(text.length, WRITE_BYTES);
      const isTooMuch = outputBytes > OUTPUT_BYTES;
      const at = isTooMuch ? placeIn(String(new Error().stack)) : undefined;
      // One character more than a run may write is enough to be too much.
      const told = readable(text.slice(0, OUTPUT_BYTES + 1));
      for (let from = 0; from < Math.max(1, told.length); from += PIECE_CHARACTERS)
        testify({ kind: 'output', stream, text: told.slice(from, from + PIECE_CHARACTERS), ...(at ? { at } : {}) });
      // A loop that never waits fills the channel, and then the workshop learns nothing more: so this side ends it, too.
      if (isTooMuch) exit(OUTPUT_EXIT);
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') process.nextTick(callback as () => void);
      return true;
    }) as typeof process.stdout.write;
  }
}

/** Says where the handler ended the process, for nobody can ask it afterwards. */
export function watchEndings(): void {
  const doors = process as unknown as Record<string, (...given: unknown[]) => unknown>;
  let leaving = false;
  for (const name of ['exit', 'abort', 'kill', 'reallyExit']) {
    const door = doors[name]?.bind(process);
    if (!door) continue;
    doors[name] = (...given) => {
      const at = placeIn(String(new Error().stack));
      // On its way out of exit Node comes by reallyExit.
      if (at && !leaving) testify({ kind: 'ending', call: cut(`process.${name}(${given.map(describe).join(', ')})`), at });
      leaving = name === 'exit';
      return door(...given);
    };
  }
}

export function locate(thrown: unknown): LocatedError {
  if (!(thrown instanceof Error)) return { name: 'a thrown value', message: describe(thrown), stack: describe(thrown) };
  try {
    const whole = String(thrown.stack ?? thrown);
    // A long message comes before the places, and is cut.
    return { name: cut(thrown.name), message: cut(thrown.message), stack: readable(cut(whole)), at: placeIn(whole) };
  } catch {
    return { name: 'an error', message: 'an error that cannot be read', stack: '' };
  }
}

/** The first of the learner's lines in a stack. */
export function placeIn(stack: string): SourceLocation | undefined {
  const found = /handler\.ts:(\d+):(\d+)/.exec(stack);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

/** A stack without the frames of Node and of the sandbox, and with the learner's file by its short name. */
export function readable(text: string): string {
  const lines = text.replaceAll(HANDLER_URL, 'handler.ts').replaceAll('/handler.ts:', 'handler.ts:').split('\n');
  return lines.filter((line) => !/^\s+at .*(node:internal|inside\.cjs|\(node:|at node:)/.test(line)).join('\n');
}

function cut(value: unknown): string {
  return String(value).slice(0, ERROR_CHARACTERS);
}

function describe(value: unknown): string {
  try {
    return cut(value);
  } catch {
    return 'a value that cannot be shown';
  }
}
