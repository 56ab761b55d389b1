import { expect, test } from 'vitest';
import { Board } from '../../../../web/server/room/board.ts';
import { median } from '../../../../web/server/room/stuck.ts';

const MINUTE_MS = 60_000;
const STEP = { id: 'a-step', title: 'A step', open: true };

/** A board with one learner who came to the step at 0. */
function boardWithOne() {
  const board = new Board();
  const learner = board.add(1, 'Ada', 0);
  learner.tabs = 1;
  learner.goTo(STEP.id, 'async', 0);
  return { board, learner };
}

function stuckAt(board: Board, nowMs: number, seat = 1): unknown {
  return board.learners(nowMs).find((each) => each.seat === seat)?.stuck;
}

test('three attempts in a row with one cause are stuck, and two or mixed ones are not', () => {
  const { board, learner } = boardWithOne();
  const fail = (cause: string) => learner.attempted({ step: STEP.id, verdict: 'broken', cause }, 1);
  for (const cause of ['one', 'two', 'two']) fail(cause);
  expect(stuckAt(board, 2)).toEqual([]);
  fail('two');
  expect(stuckAt(board, 2)).toEqual([{ why: 'same-cause', cause: 'two', times: 3 }]);
  learner.attempted({ step: STEP.id, verdict: 'working' }, 3);
  expect(stuckAt(board, 4)).toEqual([]);
});

test('ten minutes on a step are long, but not where others took more than half of it', () => {
  const { board, learner } = boardWithOne();
  learner.tabs = 0;
  expect(stuckAt(board, 10 * MINUTE_MS - 1)).toEqual([]);
  expect(stuckAt(board, 10 * MINUTE_MS)).toEqual([{ why: 'long-on-step', minutes: 10 }]);
  const other = board.add(2, 'Bob', 0);
  other.goTo(STEP.id, 'async', 0);
  other.attempted({ step: STEP.id, verdict: 'working' }, 8 * MINUTE_MS);
  expect(stuckAt(board, 10 * MINUTE_MS)).toEqual([]);
  expect(stuckAt(board, 16 * MINUTE_MS)).toEqual([{ why: 'long-on-step', minutes: 16 }]);
});

test('an open page on which nothing is typed for five minutes is quiet, and a closed one is not', () => {
  const { board, learner } = boardWithOne();
  expect(stuckAt(board, 5 * MINUTE_MS)).toEqual([{ why: 'quiet', minutes: 5 }]);
  learner.tabs = 0;
  expect(stuckAt(board, 5 * MINUTE_MS)).toEqual([]);
});

test('those who need help come first, and the causes are those of learners who are not past the step', () => {
  const { board } = boardWithOne();
  for (const [seat, name, cause] of [
    [2, 'Bob', 'x'],
    [3, 'Cy', 'y'],
    [4, 'Di', 'y'],
  ] as const) {
    const learner = board.add(seat, name, 0);
    learner.goTo(STEP.id, 'ws', 0);
    for (let count = 0; count < (name === 'Di' ? 3 : 1); count++) learner.attempted({ step: STEP.id, verdict: 'crashed', cause }, 1);
  }
  board.of(2)?.attempted({ step: STEP.id, verdict: 'working' }, 2);
  expect(board.learners(3).map(({ name }) => name)).toEqual(['Di', 'Ada', 'Cy', 'Bob']);
  expect(board.steps([STEP])).toEqual([{ ...STEP, tried: 3, solved: 1, causes: [{ cause: 'y', learners: 2 }] }]);
});

test('the state says what a learner is at', () => {
  const { board, learner } = boardWithOne();
  const state = () => board.learners(1)[0]?.state;
  expect([board.add(9, 'New', 0).state, state()]).toEqual(['new', 'reading']);
  const run = {};
  learner.waiting.add(run);
  expect(state()).toBe('waiting');
  learner.running.add(run);
  expect(state()).toBe('running');
  learner.waiting.delete(run);
  learner.running.delete(run);
  learner.attempted({ step: STEP.id, verdict: 'broken' }, 1);
  expect(state()).toBe('broken');
  learner.goTo('another-step', 'async', 1);
  expect(state()).toBe('reading');
});

test('the middle of many', () => {
  expect([median([]), median([3]), median([9, 1, 3]), median([1, 3])]).toEqual([undefined, 3, 3, 2]);
});
