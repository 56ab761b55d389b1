/** The short words of authors, and what they stand for. */

import { advance, answersJson, answersText, json, line, outputs, ping, place, scenario, stack, text } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';

test('frames and matchers are named by what they carry', () => {
  expect([text('x'), json({ a: 1 }), ping('p')]).toEqual([
    { opcode: 'text', text: 'x' },
    { opcode: 'text', text: '{"a":1}' },
    { opcode: 'ping', text: 'p' },
  ]);
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
