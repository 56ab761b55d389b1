/** The questions that end each scenario: what is asked, of whom, how often, and after which silence. */

import { answersText, type Entry, type Scenario, scenario, text } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { closingQuestions } from '../../../sandbox/scenario/closing-questions.ts';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { isExpectation } from '../../../sandbox/scenario/entry.ts';
import { HIGHEST, LOWEST } from '../../helpers/random.ts';

const given: Scenario = scenario({ title: 't', talk: () => ({ send: text('hi'), reply: answersText('ho') }), script: () => [] });
const draw = createDraw('seed');
const a = draw.client('A');
const asked = (script: Entry[] = a.opens(), random = LOWEST) => closingQuestions(given, script, draw, random);

/** Each run of entries with the same question: the question, and what is done and expected on which connection. */
function inShort(entries: Entry[]): [string, string][] {
  const told: [string, string][] = [];
  for (const entry of entries) {
    const what = isExpectation(entry) ? entry.expect : entry.do === 'advance' ? `advance ${entry.forMs}` : entry.do;
    const words = 'connection' in entry ? `${entry.connection} ${what}` : what;
    const last = told.at(-1);
    if (entry.question !== undefined && last?.[0] === entry.question) last[1] += `, ${words}`;
    else told.push([entry.question ?? 'none', words]);
  }
  return told;
}

const count = (entries: Entry[], isCounted: (entry: Entry) => boolean) => entries.filter(isCounted).length;
const framesOn = (entries: Entry[], connection: string) =>
  entries
    .flatMap((entry) => ('do' in entry && entry.do === 'send' && entry.connection === connection ? entry.frames : []))
    .filter(({ opcode }) => opcode === 'text');

test('after a long silence each question is asked, and everybody leaves', () => {
  const ping = 'B send, B pongs';
  const talk = Array.from({ length: 9 }, () => 'B receives').join(', ');
  expect(inShort(asked())).toEqual([
    ['pong', `advance 91000, ${ping}`],
    ['bystander', `B send, ${talk}`],
    ['newcomer', 'N open, N2 open, N opens, N2 opens, N send, N2 send, N receives, N2 receives'],
    ['nothing-left', 'B close, N close, N2 close, B ends, N ends, N2 ends'],
    ['newcomer', 'advance 60500, L open, L opens, L send, L receives'],
    ['nothing-left', 'L close, L ends, advance 60500'],
  ]);
});

test('there are bounds to the silences, the newcomers and the messages', () => {
  const most = asked(a.opens(), HIGHEST);
  expect(most.flatMap((entry) => ('do' in entry && entry.do === 'advance' ? entry.forMs : []))).toEqual([110_000, 64_000, 64_000]);
  expect(count(most, (entry) => entry.name === 'newcomer-opens')).toBe(3);
  expect(['B', 'N', 'N2', 'N3', 'L'].map((name) => framesOn(most, name).length)).toEqual([15, 1, 1, 1, 1]);
});

test('feedback can name each expectation', () => {
  const names = new Set(
    asked([...a.opens(), ...a.leaves()])
      .filter(isExpectation)
      .map(({ name }) => name),
  );
  expect(names).toEqual(
    new Set([
      ...['bystander-pong', 'bystander-after', 'returned-opens', 'newcomer-opens', 'newcomer-message', 'last-opens', 'last-message'],
      undefined,
    ]),
  );
});

test('those who come together do so without waiting for each other', () => {
  const opens = asked().filter((entry) => 'do' in entry && entry.do === 'open' && entry.connection !== 'L');
  expect(opens.map((entry) => 'promptly' in entry && entry.promptly)).toEqual([undefined, true]);
});

describe('the client of A comes back', () => {
  const request = { path: '/ws/me', headers: { Cookie: 'x' }, subprotocols: ['v1'] };
  const returned = (script: Entry[]) =>
    asked(script).flatMap((entry) => ('do' in entry && entry.do === 'open' && /^A/.test(entry.connection) ? entry : []));

  test('twice, with the same request, where A was to end', () => {
    expect(returned([...a.opens(request), ...a.leaves()])).toMatchObject([
      { connection: 'A2', ...request },
      { connection: 'A3', ...request },
    ]);
  });

  test('and fewer newcomers come beside it', () => {
    const entries = (random = LOWEST) => asked([...a.opens(), ...a.ends(1011)], random);
    const newcomers = (random = LOWEST) => count(entries(random), (entry) => entry.name === 'newcomer-opens');
    expect([newcomers(), newcomers(HIGHEST)]).toEqual([1, 2]);
    expect(inShort(entries())[2]).toEqual([
      'newcomer',
      'A2 open, A3 open, N open, A2 opens, A3 opens, N opens, A2 send, A3 send, N send, A2 receives, A3 receives, N receives',
    ]);
    expect(inShort(entries())[3]?.[1]).toMatch(/^B close, A2 close, A3 close, N close/);
  });

  test('with the request that was its own last one', () => {
    const twice = [...a.opens({ path: '/one' }), ...a.leaves(), ...a.opens({ path: '/two' }), ...draw.client('C').opens(), ...a.leaves()];
    expect(returned(twice)[0]).toMatchObject({ path: '/two' });
  });

  test.each<[string, Entry[]]>([
    ['A is still there', a.opens()],
    ['A ended and has come back already', [...a.opens(), ...a.leaves(), ...a.opens()]],
    ['another connection ended', [...draw.client('C').opens(), ...a.opens(), ...draw.client('C').leaves()]],
    ['A only sent a goodbye that nothing is expected of', [...a.opens(), { do: 'close', connection: 'A' }]],
    ['there is no A', [...draw.client('C').opens(), ...draw.client('C').leaves()]],
    ['there is nothing', []],
  ])('not where %s', (_what, script) => {
    expect(returned(script)).toEqual([]);
  });
});
