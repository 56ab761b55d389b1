/** The generator of a run: fair, and the same again with the same seed. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../sandbox/scenario/random.ts';

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const numbers = (seed: string, stream: string, count = 10) => {
  const random = createRandom(seed, stream);
  return times(count, () => random.between(0, 999_999_999));
};

test('a seed that was noted down gives the values that it gave then', () => {
  expect(numbers('seed', 'script', 4)).toEqual([626_227_712, 247_141_285, 951_169_013, 461_116_395]);
});

test('streams of one seed have nothing in common, nor have seeds', () => {
  expect(numbers('seed', 'one')).not.toEqual(numbers('seed', 'two'));
  expect(numbers('seed', 'one')).not.toEqual(numbers('other', 'one'));
});

test('no value comes again, however many are drawn', () => {
  expect(new Set(numbers('seed', 'script', 1_000)).size).toBe(1_000);
});

describe('each outcome comes as often as any other', () => {
  const { between, pick, shuffle } = createRandom('fair', 'script');
  const countsOf = (drawn: unknown[]) => Object.values(Object.groupBy(drawn, String)).map((same) => same?.length ?? 0);

  test.each<[string, number, () => unknown]>([
    ['a number of a range, both its ends included', 7, () => between(-3, 3)],
    ['one of several', 3, () => pick(['a', 'b', 'c'])],
    ['an order of three', 6, () => shuffle(['a', 'b', 'c'])],
  ])('%s', (_what, outcomes, draw) => {
    const counts = countsOf(times(outcomes * 500, draw));
    expect(counts).toHaveLength(outcomes);
    expect(Math.min(...counts)).toBeGreaterThan(400);
    expect(Math.max(...counts)).toBeLessThan(600);
  });

  test('a range of one number gives that number', () => {
    expect(times(5, () => between(4, 4))).toEqual([4, 4, 4, 4, 4]);
  });
});

test('what is shuffled stays as it is, and all of it comes out', () => {
  const items = times(50, () => 0).map((_, index) => index);
  const shuffled = createRandom('seed', 'script').shuffle(items);
  expect(items).toEqual(items.toSorted((one, other) => one - other));
  expect(shuffled).not.toEqual(items);
  expect(shuffled.toSorted((one, other) => one - other)).toEqual(items);
});
