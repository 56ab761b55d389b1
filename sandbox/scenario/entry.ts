/** What a script is made of, as data: what the probe does, and what must be seen. */
import type { Captured, Value } from './value.ts';

/** A frame as the probe puts it on the wire. The default is a legal one: FIN set, masked, no reserved bits. */
export interface FrameSpec {
  opcode: 'text' | 'binary' | 'ping' | 'pong' | 'continuation' | number;
  text?: string;
  /** A text that is made when it is sent, since it holds what was captured before. */
  json?: unknown;
  hex?: string;
  fin?: boolean;
  rsv1?: boolean;
  rsv2?: boolean;
  rsv3?: boolean;
  masked?: boolean;
  /** The length that the header claims, in bytes, when it is to differ from the payload's. */
  claimedLength?: number;
  /** What is wrong with this frame on purpose, for the drawing. */
  note?: string;
}

/** Compares parsed values: spacing and key order never matter; keys that are not named may be there. */
export type Matcher =
  | { json: unknown }
  | { text: string | Value }
  | { hex: string }
  /** Any data frame of the entry's opcode. */
  | { anything: true };

/** Headers by name, in any case; null for one that is to be absent. */
export type Headers = Record<string, string | null>;
export type AnswerHeaders = Record<string, string | null | Value>;

export type Query = Record<string, string | Captured>;

/** A data message that comes, text unless it says otherwise. */
export interface Reply {
  opcode?: 'text' | 'binary';
  match: Matcher;
}

/** What a client reacts to; `has`: a message with this text in it. */
export interface Sight {
  kind: 'open' | 'message' | 'ping' | 'end' | 'refused';
  has?: string;
}

/** What it can do then. */
export type Reaction = Extract<Action, { do: 'open' | 'send' | 'write' | 'close' | 'vanish' | 'return' | 'half-close' | 'reset' }>;

export type Action =
  | {
      do: 'open';
      connection: string;
      path: string;
      query?: Query;
      /** Beside those that a browser sends, or in place of one of them; null leaves that out. */
      headers?: Headers;
      subprotocols?: string[];
      plain?: boolean;
      promptly?: boolean;
    }
  /** `cutAfter`: each part of so many bytes, and the rest, is written when the one before it has been taken in. */
  | { do: 'send'; connection: string; frames: FrameSpec[]; cutAfter?: number[]; promptly?: boolean }
  /** These bytes as they are, whatever they mean. */
  | { do: 'write'; connection: string; hex: string; note?: string; promptly?: boolean }
  /** Reads so many bytes in each second of the run's clock, until `return`. */
  | { do: 'read-slowly'; connection: string; bytesPerSecond: number }
  | { do: 'close'; connection: string; code?: number; reason?: string; promptly?: boolean }
  /** Stop reading and answering, and keep TCP open. */
  | { do: 'vanish'; connection: string }
  /** Begin to read and answer again. */
  | { do: 'return'; connection: string }
  | { do: 'reset'; connection: string; promptly?: boolean }
  /** End the probe's side of TCP without a close frame, and read on. */
  | { do: 'half-close'; connection: string; promptly?: boolean }
  /** `after`: until so much time has passed since the probe turned to the last entry of this name. */
  | { do: 'advance'; forMs: number | Captured; after?: string }
  /** From now on, matching messages never count as answers; they are counted under this name. */
  | ({ do: 'set-aside'; connection: string; as: string } & Reply)
  /** From now on, each time this is seen on the connection, do these after a delay, at most `times` times. */
  | { do: 'react'; connection: string; to: Sight; afterMs: number; times: number; actions: Reaction[] }
  /** From now on, answer each ping after this delay. */
  | { do: 'answer-pings-after'; connection: string; delayMs: number }
  | { do: 'signal'; signal: 'SIGTERM' | 'SIGINT' };

/** One line of output. */
export interface LinePattern {
  /** It must hold each of these texts; of a list any one of them, since each runtime words it in its own way. */
  has: (string | readonly string[])[];
  /** It must have been written after the probe turned to the action with this mark. */
  since?: string;
  /** It must have been written before the probe turned to the action with this mark. */
  before?: string;
}

/** So much time on the run's clock after the probe turned to the entry of this name, the last one of several. */
export interface Since {
  entry: string;
  ms: number;
}

export type Seen =
  /** `subprotocol` and `headers` are those of the answer. */
  | { expect: 'opens'; connection: string; subprotocol?: string | null; headers?: AnswerHeaders; before?: string }
  | { expect: 'refused'; connection: string; statuses: number[]; headers?: AnswerHeaders }
  | {
      expect: 'receives';
      connection: string;
      opcode: 'text' | 'binary';
      match: Matcher;
      /** It must come before anything that is sent to this other connection from the entry `since` on. */
      before?: string;
      /** It must not come sooner than this on the run's clock after the probe turned to that entry. */
      notBefore?: Since;
      /** It must not come later than this. */
      noLaterThan?: Since;
    }
  /** Each of these once, in any order, and nothing else before they are all there. */
  | { expect: 'receives-all'; connection: string; replies: Reply[] }
  /** So many messages of those that were set aside as this come until its deadline. `enough`: it is met as soon as they are there. */
  | { expect: 'counts'; connection: string; as: string; atLeast: number; atMost: number; enough?: true }
  | { expect: 'pongs'; connection: string; payload: string; before?: string; noLaterThan?: Since }
  /** No data frame that nothing asked for, and no end, until its deadline. */
  | { expect: 'quiet'; connection: string }
  | { expect: 'pings'; connection: string; atLeast: number }
  /** The stream ends before the opening handshake is answered. */
  | { expect: 'hung-up'; connection: string }
  /** The opening handshake gets no answer until its deadline, and the stream stays open. */
  | { expect: 'unanswered'; connection: string }
  /** `by`: who has to end it first. `stream`: with no close frame, and so. */
  | {
      expect: 'ends';
      connection: string;
      codes: number[] | 'any';
      reason?: string | Value;
      by?: 'probe' | 'handler' | 'anyone';
      stream?: 'fin' | 'rst';
    }
  /** One of these lists is met, in its order. A message that a list has taken is gone for the others. */
  | { expect: 'one-of'; connection: string; alternatives: ExpectationEntry[][] }
  /** These lines in this order over both streams, others between them allowed; none that is forbidden; and these once. */
  | { expect: 'output'; lines: LinePattern[]; never?: LinePattern[]; once?: LinePattern[] }
  | { expect: 'process-exits'; code: number }
  /** No more of these than the number, as the sandbox process counts them; nor than were counted at the `left` of this name. */
  | { expect: 'left'; handlers?: number; timers?: number; asAt?: string };

export interface Expectation {
  /** A name that a lesson's feedback can refer to. */
  name?: string;
  /** Expected, as a clause that follows "Expected": "the connection to open". */
  sentence: string;
  /** The headline of the verdict when it is unmet: "closed before the first message". */
  summary?: string;
  /** On the run's clock. */
  withinMs: number;
  /** When it is unmet the script goes on, and it decides the verdict only if nothing else does. */
  soft?: boolean;
}

/** Which of the questions that end each scenario an entry answers. */
export type Question = 'pong' | 'message' | 'newcomer' | 'bystander' | 'nothing-left';

/**
 * `mark`: lines of output can be asked for since or before the moment at which the probe turns to it. `pauseMs`: so much time passes
 * on the run's clock before it; drawn where the script does not say, so 0 keeps it out.
 */
export type Entry<Name extends string = string> = ((Action & { mark?: string; pauseMs?: number }) | (Seen & Expectation)) & {
  name?: Name;
  question?: Question;
};
export type ExpectationEntry = Seen & Expectation;

/** A script resolved with a seed. */
/** What a handler may send in one run, where that is more than usual. */
export interface Limits {
  frames?: number;
  wireBytes?: number;
}

export interface Script {
  entries: Entry[];
  limits?: Limits;
}

/** The expectations in an entry: several where any of them will do. */
export function within(entry: Entry): ExpectationEntry[] {
  if (!isExpectation(entry)) return [];
  return entry.expect === 'one-of' ? entry.alternatives.flat() : [entry];
}

export function isExpectation(entry: Entry): entry is ExpectationEntry {
  return 'expect' in entry;
}
