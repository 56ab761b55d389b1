import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { threadsOf, waitedForProcessorMs } from '../../../sandbox/system/processor-time.ts';
import { Stopwatch } from '../../../sandbox/system/stopwatch.ts';

/** What the system tells, made up: `main` has booted before the stopwatch began. */
interface Told {
  ranMs: number;
  waitedMs: number;
  sleeps: boolean;
}

const RUN_BUSY_MS = 2_500;
const ANSWER_MS = 0.2;
const HOUR_MS = 3_600_000;

let main: Told;
let pool: Told;
let isKnown: boolean;
let workshopMs: number;
let watch: Stopwatch;

beforeEach(() => {
  vi.useFakeTimers();
  [main, pool] = [
    { ranMs: 700, waitedMs: 500, sleeps: true },
    { ranMs: 9, waitedMs: 80, sleeps: true },
  ];
  isKnown = true;
  workshopMs = 300;
  watch = started();
});
afterEach(() => void vi.useRealTimers());

const started = () =>
  new Stopwatch({
    threads: () =>
      isKnown
        ? new Map([
            ['1', { ...main }],
            ['2', { ...pool }],
          ])
        : undefined,
    workshopMs: () => workshopMs,
  });

const sleep = (ms: number) => vi.advanceTimersByTime(ms);
const run = (thread: Told, ms: number) => {
  sleep(ms);
  Object.assign(thread, { ranMs: thread.ranMs + ms, sleeps: false });
};
/** Until it is over nobody tells of a wait. */
const beginWait = (thread: Told, ms: number) => {
  sleep(ms);
  thread.sleeps = false;
};
const wait = (thread: Told, ms: number) => {
  beginWait(thread, ms);
  thread.waitedMs += ms;
};

test('a process that sleeps is busy while it owes an answer', () => {
  watch.owes('load');
  sleep(100);
  watch.answered('load');
  sleep(40);
  watch.owes(1);
  watch.owes(2);
  sleep(20);
  watch.answered(1);
  sleep(20);
  expect(watch.busyMs()).toBeCloseTo(140 + 2 * ANSWER_MS);
});

test('a process that runs is busy, whether it owes an answer or not', () => {
  run(main, 60);
  watch.owes(1);
  run(main, 40);
  expect(watch.busyMs()).toBe(100);
});

test('of threads that run side by side the one counts that ran for longest', () => {
  watch.owes(1);
  run(main, 30);
  run(pool, 50);
  expect(watch.busyMs()).toBe(50);
});

test('an hour of waiting for a processor does not count', () => {
  watch.owes(1);
  wait(main, HOUR_MS);
  run(main, 10);
  main.sleeps = true;
  expect(watch.busyMs()).toBe(10);
});

test('a wait that is under way does not count, whether it has been told yet or not', () => {
  watch.owes(1);
  sleep(20);
  beginWait(main, HOUR_MS);
  expect(watch.busyMs()).toBeLessThan(RUN_BUSY_MS);
  Object.assign(main, { waitedMs: main.waitedMs + HOUR_MS, sleeps: true });
  expect(watch.busyMs()).toBe(20);
});

test('a process that sleeps until a thread of its pool has had its turn is not busy', () => {
  watch.owes(1);
  wait(pool, HOUR_MS);
  run(pool, 15);
  pool.sleeps = true;
  expect(watch.busyMs()).toBe(15);
});

test('a loop without end comes to its limit on a busy machine too, when it has run for that long', () => {
  watch.owes(1);
  for (let turn = 0; turn < 500; turn++) {
    wait(main, 300);
    run(main, 4);
    expect(watch.busyMs()).toBe(4 * (turn + 1));
  }
});

test('a block without end comes to its limit beside threads that wait', () => {
  watch.owes(1);
  while (watch.busyMs() < RUN_BUSY_MS) {
    wait(pool, 100);
    pool.sleeps = true;
    sleep(10);
  }
  expect(watch.busyMs()).toBeGreaterThanOrEqual(RUN_BUSY_MS);
});

test('what keeps the workshop from taking an answer does not count', () => {
  watch.owes(1);
  sleep(1_000);
  workshopMs += 900;
  expect(watch.busyMs()).toBe(100);
});

test('a process that has ended is not busy until its end is seen', () => {
  watch.owes(1);
  sleep(10);
  expect(watch.busyMs()).toBe(10);
  isKnown = false;
  sleep(HOUR_MS);
  expect(watch.busyMs()).toBe(10);
});

test('answers that were not asked for change nothing', () => {
  watch.owes(1);
  watch.answered(7);
  sleep(30);
  expect(watch.busyMs()).toBe(30);
});

test('a process that answers without end comes to its limit, however little it runs and sleeps', () => {
  for (let question = 0; question < RUN_BUSY_MS / ANSWER_MS / 2; question++) {
    watch.owes(question);
    watch.answered(question);
  }
  expect(watch.busyMs()).toBeCloseTo(RUN_BUSY_MS / 2);
  for (let block = 0; block < RUN_BUSY_MS / ANSWER_MS / 2; block++) watch.blocked();
  expect(watch.busyMs()).toBeCloseTo(RUN_BUSY_MS);
});

test('a process in a blocking wait owes nothing until it is asked again', () => {
  watch.owes(1);
  sleep(10);
  watch.blocked();
  sleep(40);
  watch.owes(2);
  sleep(10);
  expect(watch.busyMs()).toBeCloseTo(20 + ANSWER_MS);
});

test('a process that comes to rest again and again is busy for no longer than since then', () => {
  for (let question = 0; question < 50; question++) {
    watch.owes(question);
    run(main, 100);
    expect(watch.busyNowMs()).toBeLessThan(250);
    watch.answered(question);
  }
  main.sleeps = true;
  expect(watch.busyNowMs()).toBe(0);
  watch.owes('last');
  run(main, 300);
  wait(main, HOUR_MS);
  run(main, 300);
  expect(watch.busyNowMs()).toBeCloseTo(600);
});

test('a process that owes nothing and sleeps is busy for a quarter of the time', () => {
  sleep(8_000);
  expect(watch.busyMs()).toBe(2_000);
});

test('without the word of the system all time counts in which an answer is owed, and a quarter of any other', () => {
  isKnown = false;
  watch = started();
  watch.owes(1);
  sleep(1_000);
  expect(watch.busyMs()).toBe(1_000);
  watch.answered(1);
  sleep(4_000);
  expect(watch.busyMs()).toBeCloseTo(2_000 + ANSWER_MS);
});

test.runIf(process.platform === 'linux')('a process that shares one processor waits for it, and one that sleeps does not', async () => {
  vi.useRealTimers();
  const one = readFileSync('/proc/self/status', 'utf8').match(/Cpus_allowed_list:\s+(\d+)/)?.[1] ?? '0';
  const spin = () => spawn('taskset', ['-c', one, process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' });
  const [first, second] = [spin(), spin()];
  const sleeps = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000); process.stdout.write("here")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(sleeps.stdout, 'data');
  const booted = waitedForProcessorMs(sleeps.pid);
  await expect.poll(() => waitedForProcessorMs(first.pid), { timeout: 60_000 }).toBeGreaterThan(300);
  expect(waitedForProcessorMs(sleeps.pid) - booted).toBeLessThan(waitedForProcessorMs(first.pid) / 2);
  expect(threadsOf([first.pid])?.get(String(first.pid))).toMatchObject({ sleeps: false });
  await expect.poll(() => threadsOf([sleeps.pid])?.get(String(sleeps.pid))).toMatchObject({ sleeps: true });
  const gone = [first, second, sleeps].map((child) => once(child, 'exit'));
  for (const child of [first, second, sleeps]) child.kill('SIGKILL');
  await Promise.all(gone);
  expect(waitedForProcessorMs(first.pid)).toBe(0);
  expect(threadsOf([first.pid])).toBeUndefined();
});
