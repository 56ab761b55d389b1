/** How a subject talks, as far as it is known: where it listens, what it is told first, and what it answers. */
import type { FrameSpec, Reply } from '../scenario/entry.ts';
import type { Draw, Opening } from '../scenario/language.ts';

/** A place where it listens. */
export interface Door {
  /** `/ws/{client_id}`: what stands in braces is filled in for each connection. */
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  subprotocols: string[];
  /** Names in braces that have to be numbers. */
  numbers: readonly string[];
}

/** A message that may mean something to it. */
export interface Word {
  frame: FrameSpec;
  /** As a person reads it: `{"type":"join"}`. */
  shown: string;
  from: 'the message that was given' | 'the source' | 'a guess';
  /** The word that this one is another form of: the same message with other kinds of values. */
  formOf?: string;
}

export interface Manner {
  door: Door;
  /** What a connection says before anything else, where it has to. */
  opener: Word[];
  /** What it says in a conversation. */
  word: Word;
  /** How many messages came back to that, on a connection of its own. */
  answers: number;
  /** The longest message that it takes, in bytes, where its source says so. */
  limitBytes?: number;
}

/** A message, and all that came in answer to it. */
export interface Answered {
  send: FrameSpec;
  replies: Reply[];
}

/** What a healthy subject was seen to answer again and again. */
export interface Example {
  door: Door;
  /** What comes before anything is said. */
  greetings: Reply[];
  /** What is said first, where something has to be. */
  opener: Answered[];
  /** What is said again and again. */
  word: Answered;
}

/** Names in a path that stand for a place where several meet. */
const SHARED = /room|channel|group|topic|chat|lobby|game|board|table|doc|stream|session/i;

/** How the connection of this name is opened. Two names are two people in the same room. */
export function openingOf(door: Door, who: string): Opening {
  const path = door.path.replace(/\{([^}:]+)(?::[^}]*)?\}/g, (_whole, name: string) => fillIn(name, door, who));
  const { query, headers, subprotocols } = door;
  return { path, query, headers, subprotocols };
}

function fillIn(name: string, { numbers }: Door, who: string): string {
  const isNumber = numbers.includes(name);
  if (SHARED.test(name)) return isNumber ? '7' : 'lobby';
  return isNumber ? String(100 + numberOf(who)) : `client-${who.toLowerCase()}`;
}

function numberOf(who: string): number {
  return [...who].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 800, 0);
}

/** Nothing that comes is an answer or a fault by itself: all of it is set aside, and read afterwards. */
export function opens(draw: Draw, who: string, door: Door, as = who) {
  const client = draw.client(who);
  const any = { match: { anything: true } } as const;
  return [
    ...client.setsAside('messages', any),
    ...client.setsAside('bytes', { ...any, opcode: 'binary' }),
    ...client.opens({ ...openingOf(door, as), name: `${who}-opens` }),
  ];
}

export function says(draw: Draw, who: string, words: readonly Word[]) {
  const client = draw.client(who);
  return words.flatMap(({ frame }) => client.sends(frame));
}
