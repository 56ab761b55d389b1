/** The messages of an examination between the browser app and the workshop, declared once; `protocol.ts` parses these with all others. */
import { z } from 'zod';
import type { Examination } from '../sandbox/index.ts';
import { DIALECTS } from '../sandbox/runtimes/dialect.ts';
import type { GuideEntry } from '../sandbox/verdict/causes/guide/guide-entry.ts';
import { MOST_FILE_BYTES, MOST_IDLE_SECONDS, MOST_MESSAGES } from './examination-bounds.ts';
import { MOST_SENT } from './talk-bounds.ts';
import { header, path, subprotocols } from './talk-messages.ts';

/** The browser's own number for an examination: answers carry it, so that a stale one can be dropped. */
const examination = z.number().int().nonnegative();

export const examinationRequests = [
  /** What would be sent to this address. Answered with `examination-planned` or `examination-ended`. */
  z.object({
    type: z.literal('plan-examination'),
    examination,
    address: z.string().max(2_000),
    /** In place of the path and the query of the address. */
    path: path.optional(),
    headers: z.array(header).max(30),
    subprotocols,
    origin: z
      .string()
      .max(2_000)
      .regex(/^[\x21-\x7e]+$/, 'Expected an origin such as http://localhost:5173.')
      .optional(),
    messages: z.array(z.string().max(MOST_SENT)).max(MOST_MESSAGES),
    /** What the first message is to be answered with, or a part of it. */
    expect: z.unknown().optional(),
    idleSeconds: z.number().min(0).max(MOST_IDLE_SECONDS),
  }),
  /** Send what was planned under this number, and nothing else. Answered as `examine-file` is. */
  z.object({ type: z.literal('examine'), examination }),
  /** A handler's file, or a capture where its name ends in `.har`. Answered with `examined` or `examination-ended`. */
  z.object({
    type: z.literal('examine-file'),
    examination,
    name: z.string().min(1).max(200),
    source: z.string().max(MOST_FILE_BYTES),
    dialect: z.enum(DIALECTS).optional(),
  }),
  z.object({ type: z.literal('end-examination'), examination }),
] as const;

export type ExaminationRequestMessage = z.infer<(typeof examinationRequests)[number]>;

export type ExaminationAnswer =
  /** In words, all that will be sent; secrets are left out. */
  | { type: 'examination-planned'; examination: number; announcement: string[] }
  /** An experiment begins. */
  | { type: 'examination-began'; examination: number; title: string }
  /** `mending`: for each cause that was found. */
  | { type: 'examined'; examination: number; result: Examination; mending: Mendings }
  | { type: 'examination-ended'; examination: number; why: string };

/** What the field guide says of causes, by their ids. */
export type Mendings = Record<string, Pick<GuideEntry, 'fix' | 'next' | 'step'>>;
