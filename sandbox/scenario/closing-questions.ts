/**
 * The questions that end each scenario: does the bystander live on, do newcomers get in, may a client come back, and is the process
 * still there when everybody has left? They are asked after a long silence and more often than anybody would guess.
 *
 * A run must stay cheap: what is asked of several connections, or in several messages, is asked together and answered in order. Each
 * connection costs one to two milliseconds of the handler's process, so a handler that serves its first eight and no more is not found.
 */

import { type Action, type Entry, isExpectation, type Question, within } from './entry.ts';
import type { Client, Draw, Scenario } from './language.ts';
import type { Random } from './random.ts';

/** The silence before them, and after each of the last goodbyes, in milliseconds. */
const BEFORE_MS = [91_000, 110_000] as const;
const AFTER_MS = [60_500, 64_000] as const;
/** Newcomers that come together, beside those who come back where there are such; one more comes after them. */
const NEWCOMERS = [2, 3] as const;
const NEWCOMERS_BESIDE = [1, 2] as const;
/** Messages of the bystander, and of each other one: enough to tire whoever counts, and few enough for who works hard on each. */
const BYSTANDER_MESSAGES = [9, 15] as const;
const MESSAGES = [1, 1] as const;

type Open = Extract<Entry, { do: 'open' }>;

export function closingQuestions({ talk }: Scenario, script: readonly Entry[], draw: Draw, random: Random): Entry[] {
  const asks = (client: Client, [low, high]: readonly [number, number], name: string) =>
    client.asksInOneGo(
      Array.from({ length: random.between(low, high) }, () => talk(draw)),
      { name },
    );
  const b = draw.client('B');
  const back = comeBack(script, draw);
  const [fewest, most] = back.length > 0 ? NEWCOMERS_BESIDE : NEWCOMERS;
  const newcomers = Array.from({ length: random.between(fewest, most) }, (_, index) => draw.client(index === 0 ? 'N' : `N${index + 1}`));
  const last = draw.client('L');
  const visitors = [...back.map(({ client }) => client), ...newcomers];
  return [
    ...asked('pong', [pause(BEFORE_MS, random), ...b.pings({ name: 'bystander-pong' })]),
    ...asked('bystander', asks(b, BYSTANDER_MESSAGES, 'bystander-after')),
    ...asked(
      'newcomer',
      together([...back.map(({ opens }) => opens), ...newcomers.map((client) => client.opens({ name: 'newcomer-opens' }))]),
    ),
    ...asked('newcomer', together(visitors.map((client) => asks(client, MESSAGES, 'newcomer-message')))),
    ...asked('nothing-left', together([b, ...visitors].map((client) => client.leaves()))),
    ...asked('newcomer', [pause(AFTER_MS, random), ...last.opens({ name: 'last-opens' }), ...asks(last, MESSAGES, 'last-message')]),
    ...asked('nothing-left', [...last.leaves(), pause(AFTER_MS, random)]),
  ];
}

const asked = (question: Question, entries: Entry[]): Entry[] => entries.map((entry) => ({ ...entry, question }));

const pause = ([low, high]: readonly [number, number], random: Random): Entry => ({ do: 'advance', forMs: random.between(low, high) });

/** All that these connections do, then all that is expected of them: they are there at the same time. */
function together(each: Entry[][]): Entry[] {
  const entries = each.flat();
  const actions = entries.filter((entry): entry is Action & Entry => !isExpectation(entry));
  return [...actions.map((action, index) => (index === 0 ? action : { ...action, promptly: true })), ...entries.filter(isExpectation)];
}

/** Where A has left, its client comes back with the same id: twice at once, as somebody does who has two tabs. */
function comeBack(script: readonly Entry[], draw: Draw): { client: Client; opens: Entry[] }[] {
  const opened = script.findLast((entry): entry is Open => !isExpectation(entry) && entry.do === 'open' && entry.connection === 'A');
  if (!opened) return [];
  const after = script.slice(script.indexOf(opened));
  if (!after.some((entry) => within(entry).some((seen) => seen.expect === 'ends' && seen.connection === 'A'))) return [];
  const { path, query, headers, subprotocols } = opened;
  const answered = after.find((entry) => isExpectation(entry) && entry.expect === 'opens');
  const answer = answered && 'subprotocol' in answered ? { subprotocol: answered.subprotocol, answerHeaders: answered.headers } : {};
  return ['A2', 'A3'].map((name) => {
    const client = draw.client(name);
    return { client, opens: client.opens({ path, query: query ?? {}, headers, subprotocols, ...answer, name: 'returned-opens' }) };
  });
}
