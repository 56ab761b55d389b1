/**
 * The timeline: the ordered events of one run, as plain data.
 *
 * An event's source says how far it can be trusted. `wire`: the probe saw it. `parent`: the workshop decided it. `process`: the
 * sandbox process told it, so learner code could have forged it; such testimony can make a run broken, never working.
 */

import type { SourceLocation, Stats, Testimony } from './testimony.ts';

export type { Denied, Diagnostic, ErrorMeaning, Frame, LocatedError, SourceLocation, Stats } from './testimony.ts';

export type Source = 'wire' | 'parent' | 'process';

/** The data and control frames of RFC 6455, section 5.2; `reserved` stands for the opcodes that section keeps for later. */
export type Opcode = 'continuation' | 'text' | 'binary' | 'close' | 'ping' | 'pong' | 'reserved';

/** The code and reason of one close frame; no code stands for a close frame without a body (reported as 1005). */
export interface CloseFrame {
  code?: number;
  reason: string;
}

/** How TCP ended: an orderly FIN, a reset, or the probe's own cut. */
export type StreamEnd = 'fin' | 'rst' | 'probe';

/** The bounds of a run; `Limit.max` and `Limit.unit` are for the sentence. */
export interface Limit {
  what: 'time' | 'memory' | 'output' | 'frames' | 'wire' | 'connections' | 'events';
  max: number;
  unit: 'ms' | 'bytes' | 'frames' | 'connections' | 'events';
  /** Of events: the kind of the one that was too much. */
  of?: Exclude<ProcessFact['kind'], 'output' | 'stats'>;
  /** The module had not been evaluated to its end. */
  loading?: true;
  /** Where the handler was when the limit was exceeded, when that could be found out. */
  at?: SourceLocation;
}

/** A frame, or what was sent in place of one, as it went over the wire. */
export interface WireBytes {
  /** Its first bytes in hex, as the probe bounds them: the header, the masking key, and the payload's beginning as it was masked or compressed. */
  front: string;
  /** How many bytes it has on the wire: the header and the payload. */
  bytes: number;
}

/** What of an answer to an opening handshake is illegal. */
export type HandshakeFlaw =
  | 'not-http'
  | 'cut-off'
  | 'body'
  | 'version'
  | 'upgrade'
  | 'accept-missing'
  | 'accept-wrong'
  | 'subprotocol'
  | 'extensions';

/** Why an address could not be reached. */
export type Unreached =
  | 'name-not-found'
  | 'no-lookup'
  | 'port-refused'
  | 'no-route'
  | 'no-tcp-answer'
  | 'tcp-failed'
  | 'self-signed'
  | 'expired'
  | 'not-yet-valid'
  | 'wrong-name'
  | 'unknown-issuer'
  | 'no-tls'
  | 'no-tls-answer'
  | 'tls-failed';

export interface EventBase {
  /** Position in the run, from 0. */
  seq: number;
  /** The run's clock in milliseconds since its start: virtual for the TypeScript dialects, real elsewhere. */
  atMs: number;
  /** Real milliseconds since the run's start. */
  realMs: number;
  source: Source;
  /** The name of the connection it belongs to, as the scenario gives it. */
  connection?: string;
}

/** What the handler has sent. */
interface Sent {
  /** The line that wrote it, as the sandbox process tells: for whoever looks at it, and never for the judge. */
  sentBy?: SourceLocation;
}

export type WireFact =
  | { kind: 'handshake-sent'; method: string; path: string; headers: Record<string, string> }
  /** `headers`: names in lower case, without those of every answer to a handshake. */
  | ({ kind: 'handshake-accepted'; subprotocol?: string; headers?: Record<string, string>; head?: string } & Sent)
  /** `head`: the answer's status line and headers as they came, cut where they are very long. */
  | ({
      kind: 'handshake-refused';
      status: number;
      statusText: string;
      body: string;
      headers?: Record<string, string>;
      head?: string;
    } & Sent)
  /** The answer to the opening handshake breaks RFC 6455 section 4.2.2 or HTTP itself. */
  | { kind: 'handshake-invalid'; problem: string; flaw?: HandshakeFlaw; head?: string }
  | {
      kind: 'frame-sent';
      opcode: Opcode;
      fin: boolean;
      bytes: number;
      text?: string;
      close?: CloseFrame;
      note?: string;
      wire?: WireBytes;
    }
  /** Bytes that are no frames, or not as a whole. */
  | { kind: 'bytes-sent'; bytes: number; note?: string; wire?: WireBytes }
  | ({
      kind: 'frame-received';
      opcode: Opcode;
      fin: boolean;
      bytes: number;
      text?: string;
      hex?: string;
      close?: CloseFrame;
      /** The whole message, on the last of its several frames: a character may be split between two of them. */
      message?: { text?: string; hex?: string };
      /** `bytes` and `text` are those of the inflated payload where the message was compressed; this is what came. */
      wire?: WireBytes;
    } & Sent)
  /** Bytes arrived that RFC 6455 forbids; the probe reads no further on that connection. `wire`: from the illegal frame's first byte on. */
  | { kind: 'protocol-error'; problem: string; wire?: WireBytes }
  | {
      kind: 'closed';
      /** As a client endpoint would report it: the received code, 1005 for a close frame without one, 1006 for no close frame. */
      code: number;
      reason: string;
      /** The closing handshake completed: a close frame went each way. */
      clean: boolean;
      /** Who ended it first. `nobody`: the process died, or the probe gave up. */
      by: 'probe' | 'handler' | 'nobody';
      end?: StreamEnd;
      sent?: CloseFrame;
      received?: CloseFrame;
      /** The opening handshake had not been answered yet. */
      beforeOpen?: boolean;
    };

export type ParentFact =
  | { kind: 'run-started' }
  /** The probe turned to the script's entry number `entry`. */
  | { kind: 'entry-began'; entry: number }
  /** The probe left that entry: it was done, its deadline passed on the run's clock, or the run ended under it. */
  | { kind: 'entry-ended'; entry: number; how: 'done' | 'deadline' | 'cut-short' }
  | { kind: 'clock-advanced'; byMs: number }
  | { kind: 'connect-failed'; problem: string; why?: Unreached }
  /** A step on the way to an address: to what its name leads, with what TCP has connected, and what TLS has agreed on. */
  | { kind: 'reached'; step: 'name' | 'tcp' | 'tls'; what: string }
  /** The probe reads and answers nothing more on this connection, and keeps it open; then it reads again. */
  | { kind: 'stopped-reading' }
  | { kind: 'reading-slowly'; bytesPerSecond: number }
  | { kind: 'reading-again' }
  /** The probe has ended its side of TCP on this connection, and reads on. */
  | { kind: 'stopped-writing' }
  | { kind: 'limit-exceeded'; limit: Limit }
  /** `abused`: the handler reached for the sandbox's own channel, and was ended for it. */
  | { kind: 'process-exited'; code: number | null; signal: string | null; abused?: true }
  /** The scenario is over; what follows is the workshop's own clearing up. */
  | { kind: 'script-ended' };

export type ProcessFact = Testimony | { kind: 'stats'; stats: Stats };

export type Fact = WireFact | ParentFact | ProcessFact;
export type TimelineEvent = EventBase & Fact;
export type TimelineKind = TimelineEvent['kind'];
export type EventOf<K extends TimelineKind> = Extract<TimelineEvent, { kind: K }>;
