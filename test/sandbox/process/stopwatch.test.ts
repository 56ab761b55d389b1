import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Stopwatch, waitedForProcessorMs } from '../../../sandbox/process/stopwatch.ts';

const waits = { process: 0, workshop: 0 };
let watch: Stopwatch;

beforeEach(() => {
  vi.useFakeTimers();
  Object.assign(waits, { process: 500, workshop: 300 });
  watch = new Stopwatch({ processMs: () => waits.process, workshopMs: () => waits.workshop });
});
afterEach(() => void vi.useRealTimers());

const pass = (ms: number) => vi.advanceTimersByTime(ms);

test('a process is busy while it owes an answer', () => {
  watch.owes('load');
  pass(100);
  watch.answered('load');
  pass(40);
  watch.owes(1);
  watch.owes(2);
  pass(20);
  watch.answered(1);
  pass(20);
  expect(watch.busyMs()).toBe(140);
});

test('what it waits for a processor does not count, from before least of all', () => {
  watch.owes(1);
  pass(1_000);
  waits.process += 900;
  expect(watch.busyMs()).toBe(100);
});

test('answers that were not asked for change nothing', () => {
  watch.owes(1);
  watch.answered(7);
  pass(30);
  expect(watch.busyMs()).toBe(30);
});

test('a process that only answers, again and again, is busy for a quarter of the time', () => {
  pass(8_000);
  expect(watch.busyMs()).toBe(2_000);
  waits.workshop += 4_000;
  expect(watch.busyMs()).toBe(1_000);
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
  const gone = [first, second, sleeps].map((child) => once(child, 'exit'));
  for (const child of [first, second, sleeps]) child.kill('SIGKILL');
  await Promise.all(gone);
  expect(waitedForProcessorMs(first.pid)).toBe(0);
});
