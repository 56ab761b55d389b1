/** The short words of authors, and what they stand for. */

import {
  advance,
  answersJson,
  answersText,
  captured,
  json,
  line,
  oneOf,
  outputs,
  ping,
  place,
  scenario,
  stack,
  text,
} from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';

test('frames and matchers are named by what they carry', () => {
  expect([text('x'), json({ a: 1 }), ping('p')]).toEqual([
    { opcode: 'text', text: 'x' },
    { opcode: 'text', text: '{"a":1}' },
    { opcode: 'ping', text: 'p' },
  ]);
  expect(json({ a: captured('seq') })).toEqual({ opcode: 'text', json: { a: { is$: 'captured', name: 'seq', plus: 0 } } });
  expect([answersJson({ a: 1 }), answersText('x')]).toEqual([{ match: { json: { a: 1 } } }, { match: { text: 'x' } }]);
});

test('lines of output are expected with a headline and a time, where the author gives none', () => {
  const seen = { lines: [line('one', ['two', 'zwei'])], never: [stack()], once: [place()] };
  expect(outputs(seen, { sentence: 'these lines' })).toStrictEqual([
    { expect: 'output', ...seen, sentence: 'these lines', summary: 'the output is not as it should be', withinMs: 5_000 },
  ]);
  const own = { sentence: 'these lines', summary: 'not logged', withinMs: 0, name: 'log' };
  expect(outputs(seen, own)).toStrictEqual([{ expect: 'output', ...seen, ...own }]);
});

test('a line holds each of its texts, and a place or a trace looks as its runtime prints it', () => {
  expect(line('one', ['two', 'zwei'])).toEqual({ has: ['one', ['two', 'zwei']] });
  expect(place()).toEqual({ has: [['handler.ts:', 'File "handler.py", line ']] });
  expect(stack()).toEqual({ has: [['    at ', 'Traceback (most recent call last)']] });
});

test('time passes from now, or from an entry', () => {
  expect([advance(500), advance(500, 'asked')]).toStrictEqual([
    { do: 'advance', forMs: 500 },
    { do: 'advance', forMs: 500, after: 'asked' },
  ]);
});

test('a scenario has questions and pauses and no feedback, unless it says otherwise', () => {
  const given = { title: 't', talk: () => ({ send: text('x'), reply: answersText('x') }), script: () => [] };
  expect(scenario(given)).toEqual({ ...given, feedback: [], questions: true, pauses: true });
  expect(scenario({ ...given, questions: false, pauses: false })).toMatchObject({ questions: false, pauses: false });
});

describe('one of several', () => {
  const a = createDraw('seed').client('A');
  const given = [
    a.receives(answersText('x'), { withinMs: 300, summary: 'no x' }),
    [...a.opens().slice(1), ...a.ends(1003, { withinMs: 900 })],
  ];

  test('has the words and the patience of all, and the headline of the first', () => {
    expect(oneOf(given)).toStrictEqual([
      {
        expect: 'one-of',
        connection: 'A',
        alternatives: given,
        sentence: 'the connection to receive "x", or the connection to open (101) and then the connection to end with 1003',
        summary: 'no x',
        withinMs: 5_000,
      },
    ]);
    expect(oneOf([a.receives(answersText('x'), { withinMs: 300 }), a.ends(1003, { withinMs: 900 })])[0]).toMatchObject({ withinMs: 900 });
  });

  test('has words of its own where it is given them, and no mark, since it is no action', () => {
    const own = { name: 'either', sentence: 'one of them', summary: 'neither', withinMs: 7 };
    expect(oneOf(given, { ...own, mark: 'm' })).toStrictEqual([{ expect: 'one-of', connection: 'A', alternatives: given, ...own }]);
  });

  test('is no action, and of a connection', () => {
    expect(() => oneOf([a.leaves()])).toThrow(
      new TypeError('Expected oneOf to get expectations alone, got the action “close”. Put it before.'),
    );
    const noConnection = new TypeError('Expected oneOf to get expectations of a connection.');
    expect(() => oneOf([[]])).toThrow(noConnection);
    expect(() => oneOf([outputs({ lines: [] }, { sentence: 'x' })])).toThrow(noConnection);
  });
});
