/**
 * What a sandbox process tells of its handler: schemas, which give the types. Learner code shares that process, so nothing is taken on
 * trust: every text is bounded, and keys that do not belong to a fact are dropped.
 */
import { z } from 'zod';
import { CONNECTIONS, ERROR_CHARACTERS, PIECE_CHARACTERS, SOURCE_BYTES, WRITERS } from '../system/limits.ts';

const count = z.number().nonnegative();
const words = z.string().max(ERROR_CHARACTERS);

/** A place in the learner's own source. Lines and columns count from 1, as editors show them. */
export const sourceLocation = z.object({ line: z.number().int(), column: z.number().int() });
export type SourceLocation = z.infer<typeof sourceLocation>;

/** What a block lacks that was pasted without the file around it. */
export const frame = z.object({
  /** Lines that supply it. */
  text: words,
  /** The line of the learner's source that they belong behind; 0 for its begin. */
  afterLine: count.int(),
});
export type Frame = z.infer<typeof frame>;

/** Why a source cannot become a handler, with its place. */
export const diagnostic = z.object({
  message: words,
  at: sourceLocation,
  /** In UTF-16 units of that line. */
  length: count,
  /** The frame that comes with it supplies what is missing. */
  frame: z.boolean().optional(),
});
export type Diagnostic = z.infer<typeof diagnostic>;

/** What the sandbox kept a handler from. */
const denied = z.enum([
  ...(['read-files', 'write-files', 'files', 'network', 'processes'] as const),
  ...(['threads', 'native-code', 'heap', 'module', 'other'] as const),
]);
export type Denied = z.infer<typeof denied>;

const errorMeaning = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('denied'), what: denied }),
  /** `close` was given a code or a reason that must not be sent. */
  z.object({ kind: z.literal('illegal-close') }),
  /** There was no more memory to be had. */
  z.object({ kind: z.literal('memory-refused') }),
]);
export type ErrorMeaning = z.infer<typeof errorMeaning>;

/** An error that the handler threw, with its stack translated to the learner's lines. */
const locatedError = z.object({
  name: words,
  message: words,
  stack: words,
  at: sourceLocation.optional(),
  /** What it means, where the runtime knows it by the error itself, and not by its words to people. */
  means: errorMeaning.optional(),
});
export type LocatedError = z.infer<typeof locatedError>;

/** What the sandbox process counts about itself, on request. */
export const stats = z.object({ handlers: count, timers: count });
export type Stats = z.infer<typeof stats>;

/** How far one connection has come, as the sandbox process sees its own end. Bytes count from the connection's begin. */
const connectionProgress = z.object({
  read: count,
  written: count,
  /** Some of what was written is still on this side: when the probe has read, it goes on by itself. */
  unsent: z.boolean(),
  /** It is taking bytes in: false while the handler has paused it. */
  reading: z.boolean(),
  /** The probe's end of the stream has been seen. */
  readEnded: z.boolean(),
  /** This side has ended the stream. */
  writeEnded: z.boolean(),
});
export type ConnectionProgress = z.infer<typeof connectionProgress>;

/** By the connection's number. Those that are left out stand as they were told last. */
export const progress = z.record(z.string().max(8), connectionProgress).refine((all) => Object.keys(all).length <= CONNECTIONS);
export type Progress = z.infer<typeof progress>;

const position = z
  .number()
  .int()
  .min(1)
  .max(SOURCE_BYTES * 2);

/**
 * From which line the bytes of a connection are written, from this one on until another line is named: a place in the code that runs.
 * Without `at` they come from no line of the handler's: the server writes by itself, or nobody knows.
 */
const writer = z.object({
  /** Its number. */
  connection: z.string().max(8),
  from: count,
  at: z.object({ line: position, column: position }).optional(),
});
export const writers = z.array(writer).max(WRITERS + CONNECTIONS);
export type Writer = z.infer<typeof writer>;

export const testimony = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('output'),
    stream: z.enum(['stdout', 'stderr']),
    text: z.string().max(PIECE_CHARACTERS),
    at: sourceLocation.optional(),
    /** The server's own log line, not the handler's. */
    by: z.literal('server').optional(),
  }),
  z.object({ kind: z.literal('handler-started'), clientId: words.optional() }),
  /** `leftOpen`: it has closed nothing, and the client has not gone: what becomes of the connection is up to the server. */
  z.object({ kind: z.literal('handler-returned'), at: sourceLocation.optional(), leftOpen: z.literal(true).optional() }),
  z.object({ kind: z.literal('handler-threw'), error: locatedError, leftOpen: z.literal(true).optional() }),
  z.object({ kind: z.literal('never-awaited'), call: words, at: sourceLocation.optional() }),
  /** A receive began where another one was still waiting on the same connection; told once of each. */
  z.object({ kind: z.literal('reads-twice'), at: sourceLocation.optional() }),
  /** An exception that nobody caught is about to end the process. */
  z.object({ kind: z.literal('uncaught'), error: locatedError, origin: z.enum(['exception', 'rejection']) }),
  /** A task, a callback or a thread of the handler's failed, and nobody was there to hear of it: the process goes on. */
  z.object({ kind: z.literal('task-threw'), error: locatedError }),
  /** The handler is about to end the process itself: the call, as it stands there. */
  z.object({ kind: z.literal('ending'), call: words, at: sourceLocation.optional() }),
]);
export type Testimony = z.infer<typeof testimony>;
