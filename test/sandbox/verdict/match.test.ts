/** What came against what was asked for: each difference has its kind and its words. */
import { expect, test } from 'vitest';
import type { Matcher } from '../../../sandbox/scenario/entry.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { firstDifference, type Message, mismatch } from '../../../sandbox/verdict/match.ts';

const first = { seq: 0, atMs: 0, realMs: 0, source: 'wire', kind: 'subprotocol' } as unknown as TimelineEvent;
const came = (text: string, opcode: 'text' | 'binary' = 'text'): Message => ({
  ...{ opcode, text, first, atMs: 0 },
  hex: Buffer.from(text).toString('hex'),
});
const of = (message: Message, match: Matcher, opcode: 'text' | 'binary' = 'text') => {
  const found = mismatch(message, opcode, match);
  return found && [found.observedKind, found.observed];
};
const json = (text: string, value: unknown) => of(came(text), { json: value });

test('the other kind of frame is told before anything else', () => {
  expect(of(came('abc', 'binary'), { anything: true })).toEqual(['other-opcode', 'it came as a binary frame (3 bytes), not as a text one']);
  expect(of(came('abc'), { text: 'abc' }, 'binary')).toEqual(['other-opcode', 'it came as a text frame (abc), not as a binary one']);
});

test('anything is matched by everything', () => {
  expect([of(came(''), { anything: true }), of(came('x', 'binary'), { anything: true }, 'binary')]).toEqual([undefined, undefined]);
});

test('bytes match byte by byte', () => {
  expect(of(came('ab', 'binary'), { hex: '6162' }, 'binary')).toBeUndefined();
  expect(of(came('ab', 'binary'), { hex: '6163' }, 'binary')).toEqual(['other-content', '2 bytes came']);
});

test.each([
  ['the same text', 'Echo: hi', 'Echo: hi', undefined],
  ['another text', 'Echo: ho', 'Echo: hi', ['other-content', 'Echo: ho came']],
  ['a text with a blank more', 'Echo: hi ', 'Echo: hi', ['other-content', 'Echo: hi  came']],
  ['nothing', '', 'Echo: hi', ['other-content', 'an empty text came']],
  ['an object around it', '{"data":"Echo: hi"}', 'Echo: hi', ['other-form', '{"data":"Echo: hi"} came: JSON instead of the plain text']],
  ['a list', '["Echo"]', 'Echo: hi', ['other-form', '["Echo"] came: JSON instead of the plain text']],
  ['JSON that is not an object', '12', 'Echo: hi', ['other-content', '12 came']],
  ['null', 'null', 'Echo: hi', ['other-form', 'null came: JSON instead of the plain text']],
  ['the bare message, where that is JSON itself', '{"a":1}', 'Echo: {"a":1}', ['other-content', '{"a":1} came']],
])('a plain text is asked for, and %s comes', (_what, text, expected, seen) => {
  expect(of(came(text), { text: expected })).toEqual(seen);
});

test.each([
  ['the value', '{"type":"response","data":1}', undefined],
  ['the value with more keys', '{"more":[],"data":1,"type":"response"}', undefined],
  ['another value', '{"type":"response","data":2}', ['other-content', '{"type":"response","data":2} came: data is 2, not 1']],
  ['a key less', '{"type":"response"}', ['other-content', '{"type":"response"} came: the message has no "data"']],
  ['no JSON', '{type}', ['other-form', '{type} came, which is not JSON']],
  ['nothing', '', ['other-form', 'an empty text came, which is not JSON']],
  ['JSON made JSON twice', '"{\\"data\\":1}"', ['other-form', '"{\\"data\\":1}" came: JSON inside a JSON string']],
  ['a string', '"hello"', ['other-content', '"hello" came: the message is "hello", not an object']],
  ['a list', '[1]', ['other-content', '[1] came: the message is [1], not an object']],
  ['null', 'null', ['other-content', 'null came: the message is null, not an object']],
])('an object is asked for, and %s comes', (_what, text, seen) => {
  expect(json(text, { type: 'response', data: 1 })).toEqual(seen);
});

test('what is deeper than any answer is not compared', () => {
  const deep = `${'['.repeat(25_000)}${']'.repeat(25_000)}`;
  const [kind, words] = json(deep, []) ?? [];
  expect([kind, String(words).endsWith('… came: larger or deeper than any answer'), String(words).length < 200]).toEqual([
    'other-content',
    true,
    true,
  ]);
});

test.each([
  ['lists of the same items', [1, [2]], [1, [2]], undefined],
  ['a list that is longer', [1], [1, 2], 'a has 2 items, not 1'],
  ['a list that is shorter', [1, 2], [1], 'a has 1 items, not 2'],
  ['an item that differs', [1, 2], [1, 3], 'a[1] is 3, not 2'],
  ['the first of two items that differ', [1, 2], [2, 3], 'a[0] is 2, not 1'],
  ['an item inside an item', [{ b: 1 }], [{ b: 2 }], 'a[0].b is 2, not 1'],
  ['no list', [1], { 0: 1 }, 'a is {"0":1}, not a list'],
  ['a key inside a key', { b: { c: true } }, { b: { c: false } }, 'a.b.c is false, not true'],
  ['a key that is only inherited', { toString: 1 }, {}, 'a has no "toString"'],
  ['a list for an object', {}, [], 'a is [], not an object'],
  ['null for an object', {}, null, 'a is null, not an object'],
  ['a number for an object', {}, 7, 'a is 7, not an object'],
  ['an object for null', null, {}, 'a is {}, not null'],
  ['zero with the other sign', 0, -0, undefined],
  ['a number as text', 1, '1', 'a is "1", not 1'],
])('%s', (_what, expected, actual, words) => {
  expect(firstDifference(expected, actual, 'a')).toBe(words);
});

test('at the top, the message itself is named, and a key by its name alone', () => {
  expect(firstDifference([], 1, '')).toBe('the message is 1, not a list');
  expect(firstDifference({ a: 1 }, { a: 2 }, '')).toBe('a is 2, not 1');
  expect(firstDifference([1], [2], '')).toBe('[0] is 2, not 1');
});
