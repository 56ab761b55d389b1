import { expect, test } from 'vitest';
import { Demand } from '../../../sandbox/process/demand.ts';

const BOTH = ['node', 'python'] as const;

function askedFor(...runtimes: (typeof BOTH)[number][]): Demand<string> {
  const demand = new Demand<string>();
  for (const each of runtimes) demand.asked(each);
  return demand;
}

test('who learns in one runtime has all of the waiting processes but one', () => {
  expect(askedFor(...Array.from({ length: 20 }, () => 'node' as const)).shares(BOTH, 10)).toEqual(
    new Map([
      ['node', 10],
      ['python', 1],
    ]),
  );
});

test('a room that runs both shares them, whichever was asked for last', () => {
  const mixed = Array.from({ length: 40 }, (_, index) => BOTH[index % 2] ?? 'node');
  const { node = 0, python = 0 } = Object.fromEntries(askedFor(...mixed).shares(BOTH, 10));
  expect([Math.abs(node - python) <= 2, node + python]).toEqual([true, 10]);
});

test('after some runs in another runtime most of them are of that one', () => {
  const changed = askedFor(...Array.from({ length: 20 }, () => 'node' as const), ...Array.from({ length: 8 }, () => 'python' as const));
  expect(changed.shares(BOTH, 10).get('python')).toBeGreaterThan(6);
});

test('before anything was asked for they are shared evenly', () => {
  expect(askedFor().shares(BOTH, 10)).toEqual(
    new Map([
      ['node', 5],
      ['python', 5],
    ]),
  );
});
