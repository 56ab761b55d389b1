/** How a timeline is laid out: what is folded, where each lifeline is, and which rows are in view. */
import { describe, expect, test } from 'vitest';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { holds, layOut, type Row } from '../../../web/app/timeline/layout.ts';
import { extentOf, handlerOf, linesAt, linesIn, place, rowsBetween } from '../../../web/app/timeline/place.ts';

let seq = 0;
const event = (given: object): TimelineEvent =>
  ({ seq: seq++, atMs: 0, realMs: 0, source: 'wire', connection: 'A', ...given }) as TimelineEvent;
const received = (text: string, connection = 'A') =>
  event({ kind: 'frame-received', opcode: 'text', fin: true, bytes: 1, text, connection });
const wrote = (text: string, connection = 'A') => event({ kind: 'output', stream: 'stdout', text, source: 'process', connection });
const closed = (connection: string) => event({ kind: 'closed', code: 1000, reason: '', clean: true, by: 'handler', connection });
const rowsOf = (timeline: TimelineEvent[], output?: 'each' | 'folded', parting?: Parameters<typeof layOut>[3]): Row[] =>
  layOut(timeline, undefined, undefined, parting, { output }).flatMap(({ own }) => own);

describe('what the handler wrote', () => {
  test('is one row where nothing comes between, on one connection', () => {
    const rows = rowsOf([wrote('a'), wrote('b'), wrote('c'), received('x'), wrote('d'), wrote('e', 'B')], 'folded');
    expect(rows.map(({ label, folded }) => [label, folded?.more])).toEqual([
      ['A: a', 2],
      ['A: x', undefined],
      ['A: d', undefined],
      ['B: e', undefined],
    ]);
  });

  test('is found by each of the events that are folded', () => {
    const timeline = [wrote('a'), wrote('b'), received('x')];
    const [row] = rowsOf(timeline, 'folded');
    expect(row && timeline.map((each) => holds(row, each.seq))).toEqual([true, true, false]);
  });

  test('is not folded where the lanes part', () => {
    const timeline = [wrote('a'), wrote('b')];
    const rows = rowsOf(timeline, 'folded', { seq: timeline[1]?.seq, label: 'x' });
    expect(rows.map(({ parts }) => parts)).toEqual([undefined, true]);
  });

  test('stands each by itself, or not at all', () => {
    expect([rowsOf([wrote('a'), wrote('b')], 'each').length, rowsOf([wrote('a'), wrote('b')]).length]).toEqual([2, 0]);
  });

  test('says how much is folded, in the room that it has', () => {
    const blocks = layOut([wrote('a'.repeat(200)), wrote('b')], undefined, 'A', undefined, { output: 'folded' });
    const [placed] = place(blocks, linesIn(264), false).own;
    expect(placed?.lines).toHaveLength(1);
    expect(placed?.lines[0]).toMatch(/^a+….* \(\+1 more\)$/);
  });
});

describe('several connections', () => {
  const timeline = [received('1', 'A'), received('2', 'B'), closed('A'), received('3', 'B')];

  test('have a line each, side by side, and one connection has the edge', () => {
    const lane = linesIn(500, ['A', 'B', 'C']);
    const [a, b, c] = ['A', 'B', 'C'].map((name) => handlerOf(lane, name));
    expect([a, b, c]).toEqual([a, (a ?? 0) + 144, (b ?? 0) + 144]);
    expect([c, handlerOf(lane, undefined), handlerOf(linesIn(500), 'A')]).toEqual([466, 466, 466]);
  });

  test('have their lines from their first row to their end', () => {
    const { own } = place(layOut(timeline, undefined, undefined), linesIn(500, ['A', 'B']), false);
    const edge = (index: number) => (own[index]?.top ?? 0) + (own[index]?.height ?? 0);
    expect(extentOf(own, 'A')).toEqual([own[0]?.top, edge(2)]);
    expect(extentOf(own, 'B')).toEqual([own[1]?.top, edge(3)]);
    expect(extentOf(own, 'C')).toBeUndefined();
    expect([...(linesAt(linesIn(500, ['A', 'B', 'C']), own, own[3]?.top ?? 0).each?.keys() ?? [])]).toEqual(['B']);
  });
});

test('of many rows those between two heights are found', () => {
  const { own, height } = place(
    layOut(
      Array.from({ length: 2_000 }, () => received('x')),
      undefined,
      'A',
    ),
    linesIn(500),
    false,
  );
  const [first, end] = rowsBetween(own, [10_000, 11_000]);
  const between = own.filter(({ top, height: high }) => top + high >= 10_000 && top <= 11_000);
  expect(own.slice(first, end)).toEqual(between);
  expect(rowsBetween(own, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])).toEqual([0, 2_000]);
  expect(rowsBetween(own, [height + 10, height + 20])).toEqual([2_000, 2_000]);
});
