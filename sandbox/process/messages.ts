/**
 * Every message between the workshop and a sandbox process, declared once. Each is a line of JSON on a descriptor of its own; what
 * the process tells has the process's key before it, and the line that tells `ready` is the one from which the workshop learns it.
 */
import { z } from 'zod';
import { parseJson } from '../bounded-json.ts';
import { MESSAGE_CHARACTERS } from '../system/limits.ts';
import { diagnostic, frame, progress, sourceLocation, stats, testimony, writers } from '../timeline/testimony.ts';

/** What the workshop says is its own: it needs no schema. */
export type ToProcess =
  /** `framed`: with what a pasted block lacks loaded before it, by a runtime that knows of blocks. */
  | { type: 'load'; code: string; dialect: string; framed?: boolean }
  /** `name` is the connection's number: no process learns what the scenario calls it. Without `fd` the socket itself travels with it. */
  | { type: 'connection'; name: string; fd?: number }
  /**
   * Come to rest and say so. With `untilMs`, let the virtual clock jump from timer to timer until something can be seen from
   * outside, or until that time.
   */
  | { type: 'rest'; ticket: number; untilMs?: number }
  | { type: 'stats'; ticket: number }
  /** Whoever can still read this has closed what it tells on: it ends itself. */
  | { type: 'leave' };

const ticket = z.number().nonnegative();
const nowMs = z.number().nonnegative().finite();

/** How far it is, with each message that tells of it. */
const soFar = { nowMs, progress, writers: writers.optional() };

const fromProcess = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  /** `frame`: what was loaded before it. */
  z.object({ type: z.literal('loaded'), frame: frame.optional() }),
  /** Where the process itself compiles what it is given: why it cannot. Nothing of the handler's runs any more. */
  z.object({ type: z.literal('did-not-compile'), diagnostics: z.array(diagnostic).min(1), frame: frame.optional() }),
  /** `nextMs`: when its next timer is due, on its clock. */
  z.object({ type: z.literal('rested'), ticket, ...soFar, nextMs: nowMs.optional() }),
  /** A blocking wait has begun: nothing happens in the process until it is released, at `untilMs` on its clock. */
  z.object({ type: z.literal('blocked'), ...soFar, untilMs: nowMs }),
  z.object({ type: z.literal('stats'), ticket, stats }),
  /** The handler does very much of something; `at` is in the learner's source. */
  z.object({ type: z.literal('seen'), doing: z.enum(['promising', 'writing']), at: sourceLocation.optional() }),
  /** The handler catches SIGINT, so a stack on SIGINT is not to be had. */
  z.object({ type: z.literal('catches-interrupts') }),
  z.object({ type: z.literal('told'), fact: testimony, connection: z.string().max(8).optional(), ...soFar }),
]);
export type FromProcess = z.infer<typeof fromProcess>;

/** Reads what a sandbox process tells; undefined when it is exactly none of its messages. */
export function parseMessage(text: string): FromProcess | undefined {
  const parsed = parseJson(text, MESSAGE_CHARACTERS);
  return typeof parsed === 'object' ? fromProcess.safeParse(parsed.value).data : undefined;
}
