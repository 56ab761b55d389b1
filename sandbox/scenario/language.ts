/**
 * The scenario language: a scenario's script is a function of a seeded generator (`Draw`), so that payloads, counts and orders differ
 * from run to run and the same seed plays the same run again. Resolving it gives a `Script`: plain data that the probe plays and the
 * judge reads.
 */
import type { Dialect } from '../dialects.ts';
import type { AnswerHeaders, Entry, FrameSpec, Headers, Query, Reply, Since } from './entry.ts';
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

export interface Named {
  name?: string;
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
  opens(options?: Named & Opening & { before?: string; promptly?: boolean }): Entry[];
  isRefused(statuses: number[], options?: Named & Omit<Opening, 'subprotocol'> & { plain?: boolean }): Entry[];
  /** Sends frames without waiting for anything. `promptly`: without first letting the sandbox come to rest. */
  sends(frames: FrameSpec | FrameSpec[], options?: { promptly?: boolean; name?: string; mark?: string }): Entry[];
  /** Sends one message and expects its answer. */
  asks(exchange: Exchange, options?: Named): Entry[];
  /** Sends several messages in one write and expects their answers in order: as cheap as one. */
  asksInOneGo(exchanges: Exchange[], options?: Named): Entry[];
  receives(reply: Exchange['reply'], options?: Named & { before?: string; notBefore?: Since; noLaterThan?: Since }): Entry[];
  /** Sends several messages in one write and expects their answers in any order. */
  asksInAnyOrder(exchanges: Exchange[], options?: Named): Entry[];
  /**
   * Each of these once, in any order. A message counts as the first of them that it matches, so let them be told apart by an id or
   * by their content.
   */
  receivesInAnyOrder(replies: Exchange['reply'][], options?: Named): Entry[];
  /**
   * From now on a message that matches is no answer to anything, and harms no silence: ticks, presence, whatever else is pushed. They
   * are counted by the name `as`, for `counts`.
   */
  setsAside(as: string, reply: Exchange['reply']): Entry[];
  /** For so long counts those that were set aside: `a.counts('ticks', { atLeast: 9, atMost: 11, forMs: 1_000 })`. */
  counts(as: string, howMany: { atLeast?: number; atMost?: number; forMs: number }, options?: Named): Entry[];
  /** Sends a ping and expects its pong. */
  pings(options?: Named & { before?: string; promptly?: boolean }): Entry[];
  /** Expects the pong to a ping that was sent before with this payload. */
  pongs(payload: string, options?: Named & { before?: string; noLaterThan?: Since }): Entry[];
  staysOpen(forMs: number, options?: Named): Entry[];
  /** Starts the closing handshake with 1000 and expects it to be completed. */
  leaves(options?: Named & { code?: number; reason?: string }): Entry[];
  /**
   * By the handler, unless `by` says otherwise. `'any'`: with any code, or none. `stream`: with no close frame, by an orderly end of
   * TCP or by a reset.
   */
  ends(
    codes: number | number[] | 'any',
    options?: Named & { reason?: string | Value; by?: 'handler' | 'probe' | 'anyone'; stream?: 'fin' | 'rst' },
  ): Entry[];
  /** Asks for a connection, and is hung up on before any answer. */
  isHungUpOn(options?: Named & Opening & { promptly?: boolean }): Entry[];
  /** Asks for a connection, and gets no answer for so long. */
  isLeftWaiting(forMs: number, options?: Named & Opening): Entry[];
  /** Asks for a connection, and is refused with one of the statuses, or let in and closed with one of the codes at once. */
  isTurnedAway(how: { statuses: number[]; codes: number[] }, options?: Named & Opening): Entry[];
  resets(options?: { promptly?: boolean; mark?: string }): Entry[];
  /** Ends its side of TCP without a close frame, and reads on. */
  halfCloses(options?: { mark?: string }): Entry[];
  vanishes(): Entry[];
  returns(): Entry[];
}

/** What a step says for one way of being wrong. The first one that fits is shown. */
export interface Feedback {
  /** The near miss that it was written for, by its file name without the ending. */
  id: string;
  when: {
    dialect?: Dialect | Dialect[];
    /** The verdict's kind. */
    verdict?: 'broken' | 'crashed' | 'limit-exceeded';
    /** The name of the unmet expectation. */
    unmet?: string | string[];
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
}

/** Defaults: the bystander and the four questions, no feedback of its own. */
export function scenario(given: Pick<Scenario, 'title' | 'talk' | 'script'> & Partial<Scenario>): Scenario {
  return { feedback: [], questions: true, pauses: true, ...given };
}
