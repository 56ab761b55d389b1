/**
 * Reads what a sandbox process tells. Learner code shares that process, so nothing is taken on trust: a message that is not exactly one
 * of those declared in `messages.ts` is none, and keys that do not belong to it are dropped.
 */
import { z } from 'zod';
import { parseJson } from '../bounded-json.ts';
import { CONNECTIONS, ERROR_CHARACTERS, MESSAGE_CHARACTERS, PIECE_CHARACTERS } from '../system/limits.ts';
import type { FromProcess } from './messages.ts';

const count = z.number().nonnegative();
const time = z.number().nonnegative().finite();
const place = z.object({ line: z.number().int(), column: z.number().int() });
/** What a runtime knows of its own errors by their type, not by their words. */
const means = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('denied'),
    what: z.enum(['read-files', 'write-files', 'network', 'processes', 'native-code', 'heap', 'other']),
  }),
  z.object({ kind: z.literal('memory-refused') }),
]);
const words = z.string().max(ERROR_CHARACTERS);
const error = z.object({ name: words, message: words, stack: words, at: place.optional(), means: means.optional() });
const progress = z
  .record(
    z.string().max(8),
    z.object({ read: count, written: count, unsent: z.boolean(), reading: z.boolean(), readEnded: z.boolean(), writeEnded: z.boolean() }),
  )
  .refine((all) => Object.keys(all).length <= CONNECTIONS);
const stats = z.object({ handlers: count, timers: count });

const fact = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('output'),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string().max(PIECE_CHARACTERS),
    at: place.optional(),
    by: z.literal('server').optional(),
  }),
  z.object({ kind: z.literal('handler-started'), clientId: words.optional() }),
  z.object({ kind: z.literal('handler-returned'), at: place.optional(), leftOpen: z.literal(true).optional() }),
  z.object({ kind: z.literal('handler-threw'), error, leftOpen: z.literal(true).optional() }),
  z.object({ kind: z.literal('never-awaited'), call: words, at: place.optional() }),
  z.object({ kind: z.literal('uncaught'), error, origin: z.enum(['exception', 'rejection']) }),
  z.object({ kind: z.literal('task-threw'), error }),
  z.object({ kind: z.literal('ending'), call: words, at: place.optional() }),
]);

const diagnostic = z.object({ message: words, at: place, length: count, frame: z.boolean().optional() });

const frame = z.object({ text: words, afterLine: count.int() }).optional();

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('loaded'), frame }),
  z.object({ type: z.literal('did-not-compile'), diagnostics: z.array(diagnostic).min(1), frame }),
  z.object({ type: z.literal('rested'), ticket: count, nowMs: time, progress }),
  z.object({ type: z.literal('blocked'), nowMs: time, untilMs: time, progress }),
  z.object({ type: z.literal('stats'), ticket: count, stats }),
  z.object({ type: z.literal('seen'), doing: z.enum(['promising', 'writing']), at: place.optional() }),
  z.object({ type: z.literal('catches-interrupts') }),
  z.object({ type: z.literal('told'), fact, connection: z.string().max(8).optional(), nowMs: time, progress }),
]);

/** undefined when it is no message. */
export function parseMessage(text: string): FromProcess | undefined {
  const parsed = parseJson(text, MESSAGE_CHARACTERS);
  return typeof parsed === 'object' ? message.safeParse(parsed.value).data : undefined;
}
