import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Rested } from '../../../sandbox/probe/peer.ts';
import { WallClock } from '../../../sandbox/talk/wall-clock.ts';
import { Recorder } from '../../../sandbox/timeline/recorder.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => void vi.useRealTimers());

/** A process that is where it is asked to be, and what it was asked. */
async function follow(answer: (untilMs: number) => Partial<Rested> = () => ({})) {
  const asked: number[] = [];
  const peer = {
    gone: false,
    rest: async (untilMs = 0): Promise<Rested> => {
      asked.push(Math.round(untilMs));
      return { nowMs: untilMs, progress: {}, ...answer(untilMs) };
    },
  };
  const clock = new WallClock({
    peer,
    recorder: new Recorder(() => {}),
    isInFlight: () => false,
    contain:
      (callback) =>
      (...given) =>
        void callback(...given),
  });
  await clock.start();
  await vi.advanceTimersByTimeAsync(10);
  asked.length = 0;
  return { clock, asked };
}

test('in silence a process is asked once a second', async () => {
  const { asked } = await follow();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(asked).toEqual([1_010, 2_010, 3_010]);
});

test('it is asked when its next timer is due', async () => {
  const { asked } = await follow((untilMs) => ({ nextMs: untilMs + 300 }));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([310, 610, 910]);
});

test('it is asked soon after something went to or fro', async () => {
  const { asked, clock } = await follow();
  await vi.advanceTimersByTimeAsync(500);
  clock.stir();
  await vi.advanceTimersByTimeAsync(20);
  expect(asked).toEqual([530]);
});

test('one that stops for something to be seen is asked on, up to now', async () => {
  let stops = 3;
  const { asked } = await follow((untilMs) => (untilMs > 500 && stops-- > 0 ? { nowMs: untilMs - 1 } : {}));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toEqual([1_010, 1_010, 1_010, 1_010]);
});

test('nobody is asked after the end', async () => {
  const { asked, clock } = await follow();
  clock.stop();
  clock.stir();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([]);
});

test('whoever is about to do something gets a time that is not earlier, also while the process is being asked', async () => {
  const answers: ((rested: Rested) => void)[] = [];
  const asked: number[] = [];
  const rest = (untilMs = 0) => {
    asked.push(Math.round(untilMs));
    if (asked.length === 1) return Promise.resolve({ nowMs: 0, progress: {} });
    return new Promise<Rested>((resolve) => answers.push(resolve));
  };
  const contain =
    <A extends unknown[]>(callback: (...given: A) => unknown) =>
    (...given: A) =>
      void callback(...given);
  const clock = new WallClock({ peer: { gone: false, rest }, recorder: new Recorder(() => {}), isInFlight: () => false, contain });
  await clock.start();
  await vi.advanceTimersByTimeAsync(500);
  const isReady = clock.catchUp();
  answers[0]?.({ nowMs: 10, progress: {} });
  await vi.advanceTimersByTimeAsync(0);
  answers[1]?.({ nowMs: 500, progress: {} });
  await isReady;
  expect(asked).toEqual([0, 10, 500]);
});
