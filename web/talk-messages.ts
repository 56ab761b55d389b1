/** The messages of a talk between the browser app and the workshop, declared once; `protocol.ts` has all others, and parses these with them. */
import { z } from 'zod';
import type { Diagnostic, TimelineEvent } from '../sandbox/index.ts';
import { DIALECTS } from '../sandbox/runtimes/dialect.ts';
import { closeProblem, MOST_REASON_BYTES, MOST_SENT, reasonBytes } from './talk-bounds.ts';

/** The browser's own number for a talk: answers carry it, so that a stale one can be dropped. */
const talk = z.number().int().nonnegative();
const connection = z.string().regex(/^[A-Z]$/);
/** What stands in the first line of a request: no space, no line end. */
export const path = z
  .string()
  .max(2_000)
  .regex(/^\/[\x21-\x7e]*$/, 'Expected a path that begins with / and has no spaces; write %20 for one.');
/** A token of RFC 9110, section 5.6.2. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;
/** They make the handshake: what stands in them is up to the probe, and to the field for subprotocols. */
const OWN_HEADERS = /^(connection|upgrade|content-length|transfer-encoding|sec-websocket-(key|version|extensions|protocol|accept))$/i;
export const header = z.tuple([
  z
    .string()
    .max(100)
    .regex(token, 'Expected the name of a header, such as Authorization.')
    .refine((name) => !OWN_HEADERS.test(name), 'Expected a header that is not of the handshake itself.'),
  z
    .string()
    .max(4_000)
    .regex(/^[\t\x20-\x7e\xa0-\xff]*$/, 'Expected the value of a header on one line.'),
]);
export const subprotocols = z.array(z.string().max(100).regex(token, 'Expected a subprotocol without spaces and commas.')).max(20);

export const talkRequests = [
  /** Begin a talk with this handler; it takes the place of the tab's last one. Answered with `talk-began` or `talk-ended`. */
  z.object({
    type: z.literal('talk'),
    talk,
    step: z.string().max(100),
    dialect: z.enum(DIALECTS),
    source: z.string().max(1_000_000),
  }),
  /** The same with a backend on this machine. */
  z.object({ type: z.literal('talk-to-backend'), talk, address: z.string().max(2_000) }),
  /** Answered with `talk-connecting`. */
  z.object({
    type: z.literal('talk-connect'),
    talk,
    path,
    headers: z.array(header).max(30),
    subprotocols,
  }),
  z.object({
    type: z.literal('talk-send'),
    talk,
    connection,
    frame: z.discriminatedUnion('opcode', [
      z.object({ opcode: z.literal('text'), text: z.string().max(MOST_SENT) }),
      z.object({ opcode: z.literal('binary'), hex: hexOf(MOST_SENT) }),
      z.object({ opcode: z.literal('ping'), hex: hexOf(125) }),
    ]),
  }),
  /** Without a code the close frame has no body. */
  z.object({
    type: z.literal('talk-close'),
    talk,
    connection,
    code: z
      .number()
      .refine((code) => closeProblem(code) === undefined, 'Expected a close code that may be sent.')
      .optional(),
    reason: z.string().refine((reason) => reasonBytes(reason) <= MOST_REASON_BYTES, `Expected at most ${MOST_REASON_BYTES} bytes.`),
  }),
  /** Cut TCP, with no close frame. */
  z.object({ type: z.literal('talk-drop'), talk, connection }),
  z.object({ type: z.literal('talk-end'), talk }),
] as const;

export type TalkRequestMessage = z.infer<(typeof talkRequests)[number]>;

export type TalkAnswer =
  /** `path`: where it is reached from elsewhere, at the workshop's own host and port. A backend has an address of its own. */
  | { type: 'talk-began'; talk: number; path?: string; most: TalkBounds }
  /** A connection is being opened. `from`: who opens it. */
  | { type: 'talk-connecting'; talk: number; connection: string; path: string; from: 'page' | 'elsewhere' }
  /** `leftOut`: so many frames before these. */
  | { type: 'talk-events'; talk: number; events: TimelineEvent[]; leftOut: number }
  /** Something could not be done; the talk goes on. */
  | { type: 'talk-problem'; talk: number; message: string }
  | { type: 'talk-ended'; talk: number; why: string; diagnostics?: Diagnostic[] };

/** For the sentence that says how long it lives. */
export interface TalkBounds {
  connections: number;
  minutes: number;
  leftSeconds: number;
}

function hexOf(bytes: number) {
  return z
    .string()
    .max(2 * bytes)
    .regex(/^([0-9a-f]{2})*$/i, 'Expected bytes as hexadecimal digits, two a byte.');
}
