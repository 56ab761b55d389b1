/** What several answers have in common is what a later one is held against. */
import { is } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { InCommon } from '../../../sandbox/examine/in-common.ts';
import type { EventOf } from '../../../sandbox/timeline/timeline.ts';

const came = (text: string, opcode: 'text' | 'binary' = 'text') => ({ kind: 'frame-received', opcode, text }) as EventOf<'frame-received'>;
/** Of one message that came several times. */
const common = (...texts: string[]) => new InCommon(['client-w1']).replies(texts.map((text) => [came(text)]))?.[0]?.match;

test.each<[what: string, texts: string[], match: object]>([
  ['the same text is asked for', ['ok', 'ok'], { text: 'ok' }],
  ['of texts that differ, any', ['ok 1', 'ok 2'], { anything: true }],
  ['a text and an object are any two messages', ['ok', '{}'], { anything: true }],
  ['a number by itself is a text', ['12', '12'], { text: '12' }],
  ['a text with the client in it is another one for another client', ['hello client-w1', 'hello client-w1'], { anything: true }],
  ['so is a text with a time of day in it', ['it is 10:15', 'it is 10:15'], { anything: true }],
])('%s', (_what, texts, match) => {
  expect(common(...texts)).toEqual(match);
});

test.each<[what: string, values: unknown[], value: unknown]>([
  [
    'what is always the same is asked for',
    [
      { a: 1, b: null, c: true },
      { c: true, b: null, a: 1 },
    ],
    { a: 1, b: null, c: true },
  ],
  ['a count is a whole number', [{ n: 1 }, { n: 2 }], { n: is.integer }],
  ['a number is one', [{ n: 1 }, { n: 1.5 }], { n: is.number }],
  ['an id is a text', [{ id: 'x' }, { id: 'y' }], { id: is.string }],
  ['true or false is either', [{ is: true }, { is: false }], { is: is.boolean }],
  ['what is of two kinds is anything', [{ a: 1 }, { a: null }], { a: is.anything }],
  ['a key that is not always there is not asked for', [{ a: 1, b: 2 }, { a: 1 }], { a: 1 }],
  ['objects are compared within', [{ a: { n: 1, k: 'x' } }, { a: { n: 2, k: 'x' } }], { a: { n: is.integer, k: 'x' } }],
  [
    'lists of one length are, too',
    [
      [1, 'x'],
      [2, 'x'],
    ],
    [is.integer, 'x'],
  ],
  ['a list that grows is a list', [{ all: [1] }, { all: [1, 2] }], { all: is.list }],
  ['a date is a text', [{ on: '2026-01-01' }, { on: '2026-01-01' }], { on: is.string }],
  ['a moment is a whole number', [{ at: 1_767_225_600 }, { at: 1_767_225_600 }], { at: is.integer }],
  ['the client’s own id is a text', [{ from: 'client-w1' }, { from: 'client-w1' }], { from: is.string }],
])('in JSON, %s', (_what, values, value) => {
  expect(common(...values.map((each) => JSON.stringify(each)))).toEqual({ json: value });
});

test('binary messages are known by their kind', () => {
  const replies = new InCommon([]).replies([[came('', 'binary')], [came('', 'binary')]]);
  expect(replies).toEqual([{ opcode: 'binary', match: { anything: true } }]);
});

test('rows of different lengths have nothing in common, nor have messages of two kinds', () => {
  expect(new InCommon([]).replies([[came('a')], [came('a'), came('b')]])).toBeUndefined();
  expect(new InCommon([]).replies([[came('a')], [came('a', 'binary')]])).toBeUndefined();
  expect(new InCommon([]).replies([])).toBeUndefined();
});
