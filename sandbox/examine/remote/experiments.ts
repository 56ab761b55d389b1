/**
 * What is tried against an address: little, gently, and nothing that RFC 6455 forbids. Nothing here asks the other side for an answer
 * unless the person does, since nobody knows its protocol.
 */
import { ConnectionEntries } from '../../scenario/client.ts';
import { oneOf } from '../../scenario/entries.ts';
import { type Entry, isExpectation, type Question, type Script } from '../../scenario/entry.ts';
import type { Client, Opening } from '../../scenario/language.ts';
import { type Bounds, MOST_FRAMES } from './bounds.ts';

/** How the address is spoken to. */
export interface Manner {
  opening: Opening;
  /** Text messages, in their order. */
  messages: string[];
  /** What the first of them is to be answered with: an answer may hold more, and other messages may come before it. */
  expect?: unknown;
  bounds: Bounds;
}

export interface NetworkExperiment {
  id: string;
  title: string;
  sends: string;
  decides: string;
  script(manner: Manner): Script;
}

/** Round trips that have to be made before a connection counts as one that stays: whoever ends it at once has had its turns. */
const ROUND_TRIPS = 3;
/** How long the other side is given between two messages, beside the round trips, in milliseconds. */
const BETWEEN_MS = 300;

export const NETWORK_EXPERIMENTS: readonly NetworkExperiment[] = [
  {
    id: 'opens-and-stays',
    title: 'One connection that says nothing',
    sends: 'opens a connection, sends pings, is silent for a while, sends a ping again, and closes with 1000',
    decides: 'Can it be reached, does a connection open, and does it live while nobody speaks?',
    script(manner) {
      const a = clientOf('A', manner);
      return scriptOf(manner, [
        ...passOver('A'),
        ...opens(a, manner),
        ...roundTrips(a, ROUND_TRIPS),
        ...a.staysOpen(manner.bounds.idleMs, { name: 'idle' }),
        ...a.pings(),
        ...goodbye(a),
      ]);
    },
  },
  {
    id: 'talks',
    title: 'A message, beside another connection',
    sends: 'opens two connections, sends messages on one of them and pings on both, and opens a third one at the end',
    decides: 'Does a connection live through a message, and do others?',
    script(manner) {
      const [a, b, n] = [clientOf('A', manner), clientOf('B', manner), clientOf('N', manner)];
      const [first = '', ...others] = manner.messages;
      return scriptOf(manner, [
        ...[...passOver('B'), ...knowAnswer(manner), ...passOver('A'), ...passOver('N')],
        ...[...opens(b, manner), ...b.pings(), ...opens(a, manner), ...a.pings()],
        ...says(a, first, answered(manner)),
        ...[...others, first].flatMap((message) => says(a, message)),
        ...a.staysOpen(manner.bounds.afterMs),
        ...asked('bystander', b.pings({ name: 'bystander' })),
        ...asked('newcomer', [...opens(n, manner), ...n.pings()]),
        ...[a, b, n].flatMap(goodbye),
      ]);
    },
  },
];

/** Of subprotocols that are offered one has to be chosen: browsers refuse the connection otherwise. */
function opens(client: Client, { opening: { subprotocols = [] } }: Manner): Entry[] {
  const [first, ...others] = subprotocols.map((subprotocol) => client.opens({ subprotocol }));
  if (!first) return client.opens();
  return [...first.slice(0, 1), ...oneOf([first, ...others].map((entries) => entries.slice(1)))];
}

/** A message, and then what shows that it was read: round trips after it, and a moment more. */
function says(client: Client, text: string, answer: Entry[] = []): Entry[] {
  return [...client.sends({ opcode: 'text', text }), ...answer, ...roundTrips(client, ROUND_TRIPS), ...client.staysOpen(BETWEEN_MS)];
}

const ANSWERS = 'answers';

/** It is told from all other messages, whenever it comes. */
function knowAnswer({ expect }: Manner): Entry[] {
  return expect === undefined ? [] : [{ do: 'set-aside', connection: 'A', as: ANSWERS, opcode: 'text', match: { json: expect } }];
}

function answered({ expect, bounds }: Manner): Entry[] {
  if (expect === undefined) return [];
  const sentence = `the message to be answered with ${JSON.stringify(expect)}`;
  const words = { name: 'answer', sentence, summary: 'the message got no such answer', withinMs: bounds.answerMs };
  return [{ expect: 'counts', connection: 'A', as: ANSWERS, atLeast: 1, atMost: MOST_FRAMES, enough: true, ...words }];
}

function roundTrips(client: Client, times: number): Entry[] {
  return Array.from({ length: times }, () => client.pings()).flat();
}

/** What the other side sends by itself is no answer, and is not asked about. */
function passOver(connection: string): Entry[] {
  return (['text', 'binary'] as const).map((opcode) => ({
    do: 'set-aside',
    connection,
    as: `${opcode} messages`,
    opcode,
    match: { anything: true },
  }));
}

/** The closing handshake: asked for whatever came before. */
function goodbye(client: Client): Entry[] {
  return asked(
    'nothing-left',
    client.leaves({ name: 'goodbye' }).map((entry) => (isExpectation(entry) ? { ...entry, codes: 'any', by: 'anyone' } : entry) as Entry),
  );
}

const asked = (question: Question, entries: Entry[]): Entry[] => entries.map((entry) => ({ ...entry, question }));

function clientOf(name: string, { opening }: Manner): Client {
  let pings = 0;
  return new ConnectionEntries({
    name,
    id: 'clinic',
    word: () => `clinic-${name}-${++pings}`,
    opening: () => opening,
  }) as unknown as Client;
}

/** Each expectation has the time that its kind may take here. */
function scriptOf({ bounds }: Manner, entries: Entry[]): Script {
  const within: Partial<Record<string, number>> = {
    opens: bounds.handshakeMs,
    'one-of': bounds.handshakeMs,
    pongs: bounds.pongMs,
    ends: bounds.pongMs,
  };
  return {
    entries: entries.map((entry) => (isExpectation(entry) ? { ...entry, withinMs: within[entry.expect] ?? entry.withinMs } : entry)),
  };
}
