/** Values that are not known beforehand: how they are told from known ones, worded, found and filled. */
import { capture, captured, is } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { describeExpected, fill, hasCaptured, isValue } from '../../../sandbox/scenario/value.ts';

describe('in a sentence', () => {
  test.each<[unknown, string]>([
    [is.string, 'a text'],
    [is.number, 'a number'],
    [is.integer, 'a whole number'],
    [is.boolean, 'true or false'],
    [is.list, 'a list'],
    [is.object, 'an object'],
    [is.absent, 'nothing'],
    [is.anything, 'anything'],
    [is.between(1, 2), 'a number from 1 to 2'],
    [is.oneOf('a', is.integer, null), '"a" or a whole number or null'],
    [is.matching(/^a\d/i), 'a text like /^a\\d/'],
    [is.matching(/^a/, 'an a'), 'an a'],
    [capture('id'), 'anything'],
    [capture('id', is.string), 'a text'],
    [captured('id'), 'the id of before'],
    [captured('seq', { plus: 2 }), 'the seq of before + 2'],
  ])('%o is called “%s”', (value, words) => {
    expect(describeExpected(value)).toBe(words);
  });

  test.each<[unknown, string]>([
    [null, 'null'],
    ['a', '"a"'],
    [undefined, 'undefined'],
    [[], '[]'],
    [[1, [is.integer]], '[1,[a whole number]]'],
    [{}, '{}'],
    [{ a: { 'b c': is.string }, d: 1 }, '{"a":{"b c":a text},"d":1}'],
  ])('%o is put as JSON: %s', (expected, words) => {
    expect(describeExpected(expected)).toBe(words);
  });
});

test('a value is told from what looks like one only by inheritance, and from nothing', () => {
  expect([is.string, captured('x'), capture('x')].map(isValue)).toEqual([true, true, true]);
  expect([null, 'is$', undefined, {}, Object.create({ is$: 'string' })].map(isValue)).toEqual([false, false, false, false, false]);
});

test('a pattern does not remember where it was, and keeps its other flags', () => {
  expect(is.matching(/a/giy)).toMatchObject({ pattern: /a/i });
});

test('what was captured is found at any depth, and nothing else', () => {
  expect([captured('x'), [captured('x')], { a: { b: [1, captured('x')] } }].map(hasCaptured)).toEqual([true, true, true]);
  expect([null, 'x', 1, {}, [], is.string, capture('x'), { a: is.oneOf(1) }].map(hasCaptured)).toEqual(
    Array.from({ length: 8 }, () => false),
  );
});

describe('a message is filled', () => {
  const known = (name: string) => ({ seq: 5, text: 'five' })[name];

  test.each<[unknown, unknown]>([
    [captured('seq'), 5],
    [captured('seq', { plus: 2 }), 7],
    [captured('text', { plus: 2 }), 'five'],
    [captured('other'), undefined],
    [
      { a: [captured('seq')], b: { c: captured('text') } },
      { a: [5], b: { c: 'five' } },
    ],
    ['seq', 'seq'],
    [null, null],
    [is.string, is.string],
  ])('%o becomes %o', (given, filled) => {
    expect(fill(given, known)).toEqual(filled);
  });

  test('and stays as it was itself', () => {
    const given = { a: [captured('seq')] };
    fill(given, known);
    expect(given).toEqual({ a: [captured('seq')] });
  });
});
