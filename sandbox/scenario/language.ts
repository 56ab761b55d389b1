/**
 * The scenario language: a scenario's script is a function of a seeded generator (`Draw`), so that payloads, counts and orders differ
 * from run to run and the same seed plays the same run again. Resolving it gives a `Script`: plain data that the probe plays and the
 * judge reads.
 */
import type { Dialect } from '../dialects.ts';
import type { AnswerHeaders, Entry, FrameSpec, Headers, Limits, Query, Reply, Sight, Since } from './entry.ts';
import type { CauseId, Deed, ObservedKind } from './names.ts';
import type { Random } from './random.ts';
import type { Value } from './value.ts';
import type { Words } from './words.ts';

export interface Draw extends Random, Words {
  /** The one that the handler of this run is written in. */
  readonly dialect: Dialect;
  /**
   * The builder for the connection of this name; asking again gives the same one. A capital letter and digits make a short name
   * ("connection C"); any other is spoken as it is: `draw.client('the owner')`.
   */
  client(name: string): Client;
}

/** How a connection is opened, and what the answer to its handshake must say. */
export interface Opening {
  /** `/ws/` and the id of the client where nothing says otherwise. */
  path?: string;
  query?: Query;
  /** Beside those that a browser sends, or in place of one of them; null leaves that out. */
  headers?: Headers;
  subprotocols?: string[];
  /** The one that the answer chooses; null for none. */
  subprotocol?: string | null;
  /** Of the answer; null for one that it must not have. */
  answerHeaders?: AnswerHeaders;
}

export interface Named<Name extends string = string> {
  name?: Name;
  sentence?: string;
  summary?: string;
  withinMs?: number;
  /** For the action that begins it: see `LinePattern`. */
  mark?: string;
}

/** Builds the entries of one named connection. Every method gives entries; none does anything. */
export interface Client {
  readonly name: string;
  /** The last part of the path: what the handler gets as its client id. */
  readonly id: string;
  /** What is not said here is as the scenario's `connect` says. */
  opens<N extends string = never>(options?: Named<N> & Opening & { before?: string; promptly?: boolean }): Entry<N>[];
  isRefused<N extends string = never>(
    statuses: number[],
    options?: Named<N> & Omit<Opening, 'subprotocol'> & { plain?: boolean },
  ): Entry<N>[];
  /**
   * Sends frames without waiting for anything. `promptly`: without first letting the sandbox come to rest. `cutAfter`: in parts of so
   * many bytes and a rest, each taken in by itself, as a bad line delivers them.
   */
  sends<N extends string = never>(
    frames: FrameSpec | FrameSpec[],
    options?: { promptly?: boolean; cutAfter?: number[]; name?: N; mark?: string },
  ): Entry<N>[];
  /** Sends one message and expects its answer. */
  asks<N extends string = never>(exchange: Exchange, options?: Named<N>): Entry<N>[];
  /** Sends several messages in one write and expects their answers in order: as cheap as one. */
  asksInOneGo<N extends string = never>(exchanges: Exchange[], options?: Named<N>): Entry<N>[];
  receives<N extends string = never>(
    reply: Exchange['reply'],
    options?: Named<N> & { before?: string; notBefore?: Since; noLaterThan?: Since },
  ): Entry<N>[];
  /** Sends several messages in one write and expects their answers in any order. */
  asksInAnyOrder<N extends string = never>(exchanges: Exchange[], options?: Named<N>): Entry<N>[];
  /**
   * Each of these once, in any order. A message counts as the first of them that it matches, so let them be told apart by an id or
   * by their content.
   */
  receivesInAnyOrder<N extends string = never>(replies: Exchange['reply'][], options?: Named<N>): Entry<N>[];
  /**
   * From now on, matching messages never count as answers and never break a silence: ticks, presence, anything else that is pushed.
   * They are counted under the name `as`, for `counts`.
   */
  setsAside(as: string, reply: Exchange['reply']): Entry<never>[];
  /** For so long counts those that were set aside: `a.counts('ticks', { atLeast: 9, atMost: 11, forMs: 1_000 })`. */
  counts<N extends string = never>(
    as: string,
    howMany: { atLeast?: number; atMost?: number; forMs: number },
    options?: Named<N>,
  ): Entry<N>[];
  /** Sends a ping and expects its pong. */
  pings<N extends string = never>(options?: Named<N> & { before?: string; promptly?: boolean; noLaterThan?: Since }): Entry<N>[];
  /** Expects the pong to a ping that was sent before with this payload. */
  pongs<N extends string = never>(payload: string, options?: Named<N> & { before?: string; noLaterThan?: Since }): Entry<N>[];
  staysOpen<N extends string = never>(forMs: number, options?: Named<N>): Entry<N>[];
  /** Starts the closing handshake with 1000 and expects it to be completed. */
  leaves<N extends string = never>(options?: Named<N> & { code?: number; reason?: string }): Entry<N>[];
  /**
   * By the handler, unless `by` says otherwise. `'any'`: with any code, or none. `stream`: with no close frame, by an orderly end of
   * TCP or by a reset.
   */
  ends<N extends string = never>(
    codes: number | number[] | 'any',
    options?: Named<N> & { reason?: string | Value; by?: 'handler' | 'probe' | 'anyone'; stream?: 'fin' | 'rst' },
  ): Entry<N>[];
  /** Asks for a connection, and is hung up on before any answer. */
  isHungUpOn<N extends string = never>(options?: Named<N> & Opening & { promptly?: boolean }): Entry<N>[];
  /** Asks for a connection, and gets no answer for so long. */
  isLeftWaiting<N extends string = never>(forMs: number, options?: Named<N> & Opening): Entry<N>[];
  /** Asks for a connection, and is refused with one of the statuses, or let in and closed with one of the codes at once. */
  isTurnedAway<N extends string = never>(how: { statuses: number[]; codes: number[] }, options?: Named<N> & Opening): Entry<N>[];
  resets(options?: { promptly?: boolean; mark?: string }): Entry<never>[];
  /** Puts these bytes on the wire as they are. `note`: what they are, for the drawing. */
  writes(hex: string, options?: { note?: string; mark?: string; promptly?: boolean }): Entry<never>[];
  /** Reads so many bytes in each second of the run's clock, until it `returns`. */
  readsSlowly(bytesPerSecond: number): Entry<never>[];
  /**
   * Each time this is seen on the connection, at most `times` times, does these entries after `afterMs` on the run's clock, wherever
   * the script has got to. `a.reacts('end', a.opens(), { afterMs: 1_000 })` reconnects one second after each end. Only the actions
   * among the entries are played; put what must be seen into the script itself.
   */
  reacts(to: Sight['kind'], then: Entry[], options?: { has?: string; afterMs?: number; times?: number }): Entry<never>[];
  /** Ends its side of TCP without a close frame, and reads on. */
  halfCloses(options?: { mark?: string }): Entry<never>[];
  vanishes(): Entry<never>[];
  returns(): Entry<never>[];
}

/** What a step says for one way of being wrong. The first one that fits is shown. */
export interface Feedback<Name extends string = string> {
  /** The near miss that it was written for, by its file name without the ending. */
  id: string;
  when: {
    dialect?: Dialect | Dialect[];
    /** The verdict's kind. */
    verdict?: 'broken' | 'crashed' | 'limit-exceeded';
    /** The name of the unmet expectation. */
    unmet?: Name | ClosingName | (Name | ClosingName)[];
    observed?: ObservedKind | ObservedKind[];
    /** A cause among the diagnoses. */
    cause?: CauseId | CauseId[];
    /** What the handler did: the kind of an event, the opcode of a frame that it sent, or a call that was never awaited. */
    seen?: Deed | Deed[];
  };
  say: string;
}

/** A message that a healthy handler answers, and the answer. */
export interface Exchange {
  send: FrameSpec;
  reply: Reply;
}

export interface Scenario {
  title: string;

  /** What a healthy connection says and hears: for the bystander's conversation and the closing questions. */
  talk: (draw: Draw) => Exchange;
  script: (draw: Draw) => Entry[];
  /** How every connection is opened, those of the bystander and the newcomers too, but for what an entry says otherwise. */
  connect?: (draw: Draw, client: Pick<Client, 'name' | 'id'>) => Opening;
  feedback: Feedback[];
  /** false leaves out the bystander B and the newcomer N: for scripts that end the process on purpose. */
  questions: boolean;
  /** false keeps drawn pauses out of a script that is all about time; `pauseMs: 0` keeps one out before one action. */
  pauses: boolean;
  /** For a script that is about much data: what a handler may send, up to 50,000 frames and 32 MiB. */
  limits?: Limits;
}

/** The names of what every scenario asks besides its script. */
export type ClosingName =
  | `bystander-${'opens' | 'before' | 'pong' | 'after'}`
  | `newcomer-${'opens' | 'message'}`
  | `last-${'opens' | 'message'}`
  | 'returned-opens';

type Given<Name extends string> = Pick<Scenario, 'title' | 'talk'> &
  Partial<Omit<Scenario, 'script' | 'feedback'>> & {
    script: (draw: Draw) => Entry<Name>[];
    /** It may name as unmet what the script names, and what every scenario asks besides. */
    feedback?: Feedback<NoInfer<Name>>[];
  };

/** Defaults: the bystander and the four questions, no feedback of its own. */
export function scenario<Name extends string>(given: Given<Name>): Scenario {
  const { script, feedback = [] } = given;
  return { questions: true, pauses: true, ...given, script, feedback };
}
