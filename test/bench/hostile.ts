/**
 * Every hostile program so many times, idle and with every core kept busy: its verdict, and whether it came within its bound, from the
 * start of its run. Beside each runs an innocent handler, which has to work, at most one place of the queue late. Meanwhile the
 * workshop's event loop is watched: nothing that a handler does may block it for longer than the bar; and so is its memory. Where every
 * core is kept busy, only the time counts in which the loop's own thread ran: else a thread that it waits for, such as a collector of
 * garbage, which waits for a core itself, would count as something that blocks it.
 *
 * node --expose-gc test/bench/hostile.ts [--times 20] [--only 'ROW OR NAME'] [--mode idle|busy] [--minutes 60]
 *
 * All programs run once before one runs again, so that what fits into the minutes of a mode is a share of all of them. At the end of each
 * mode stands a table by row, and below it each bar with what was measured: `held`, `MISSED`, or `open` where there were too few runs to
 * tell. 20 times take about an hour idle, and longer busy. Exits with 1 where a bar is missed.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox, type RunReport, type Sandbox } from '../../sandbox/index.ts';
import { waitedForProcessorMs } from '../../sandbox/system/processor-time.ts';
import type { Hostile } from '../handlers/hostile/expected/hostile.ts';
import { HOSTILE } from '../handlers/hostile/expected.ts';
import { HostileTable } from './hostile-table.ts';

const { values: given } = parseArgs({
  options: {
    times: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    mode: { type: 'string' },
    minutes: { type: 'string', default: 'Infinity' },
  },
});
const [times, minutes] = [Number(given.times), Number(given.minutes)];
const modes = given.mode === undefined ? ['idle', 'busy'] : [given.mode];
const programs = HOSTILE.filter(({ name, row }) => new RegExp(given.only).test(`${row} ${name}`));
if (!(times >= 1)) throw new Error(`Expected a number of --times, 1 or more, got ${given.times}.`);
if (!(minutes > 0)) throw new Error(`Expected a number of --minutes, more than 0, got ${given.minutes}.`);
if (modes.some((mode) => mode !== 'idle' && mode !== 'busy')) throw new Error(`Expected --mode idle or busy, got ${given.mode}.`);
if (programs.length === 0)
  throw new Error(`Expected --only to fit a row or a name, got ${given.only}, which fits none of ${HOSTILE.length}.`);
if (!globalThis.gc) throw new Error('Expected node --expose-gc: memory is measured when what can be collected has been.');

/** The pool refills while a learner reads, in milliseconds. */
const READING_MS = 350;
const LOOK_EVERY_MS = 2;
/** Runs that warm the workshop up, before its memory is measured: each program once, so that what is measured is what runs leave behind. */
const WARM_UP_RUNS = programs.length;

const catalog = await loadCatalog();
for (const mode of modes) await measure(mode);

async function measure(mode: string): Promise<void> {
  const cores = mode === 'busy' ? availableParallelism() : 0;
  const spinners = Array.from({ length: cores }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  const sandbox = createSandbox();
  await sandbox.safety();
  const table = new HostileTable(mode, programs);
  const untilMs = performance.now() + minutes * 60_000;
  for (let time = 0; time < times; time++) {
    for (const program of programs) {
      if (performance.now() > untilMs) break;
      await pause(READING_MS);
      if (table.runs === WARM_UP_RUNS) table.startMemory(await residentMib());
      table.take(program, await runBoth(sandbox, program, mode === 'busy'));
    }
  }
  table.endMemory(await residentMib());
  await sandbox.close();
  for (const spinner of spinners) spinner.kill('SIGKILL');
  console.log(table.text());
  if (table.isMissed) process.exitCode = 1;
}

/** A hostile program and an innocent one beside it, with the event loop watched. */
async function runBoth(sandbox: Sandbox, program: Hostile, isBusy: boolean) {
  const watch = watchEventLoop(isBusy);
  const [hostile, beside] = await Promise.all([runHostile(sandbox, program), runInnocent(sandbox)]);
  return { ...hostile, beside, blockedMs: watch.stop() };
}

async function runHostile(sandbox: Sandbox, { source, name, dialect, step }: Hostile) {
  const file = new URL(`../handlers/hostile/${name}.${dialect}.ts`, import.meta.url);
  const text = source?.() ?? (await readFile(file, 'utf8'));
  // As the page is sent it.
  const onEvents = (events: unknown[]) => JSON.stringify(events);
  const report = await sandbox.run({ source: text, dialect, scenario: stepOf(step).scenario, onEvents });
  JSON.stringify(report);
  return { kind: report.verdict.kind, tookMs: report.timings.totalMs };
}

async function runInnocent(sandbox: Sandbox): Promise<{ kind: RunReport['verdict']['kind']; place: number }> {
  const { scenario, exercises } = stepOf();
  let place = 0;
  const onQueued = (told: number) => {
    place = Math.max(place, told);
  };
  const { verdict } = await sandbox.run({ source: exercises.ws?.solution ?? '', dialect: 'ws', scenario, onQueued });
  return { kind: verdict.kind, place };
}

function stepOf(id = 'smallest-echo') {
  const step = catalog.step(id);
  if (!step) throw new Error(`Expected the catalog to have the step ${id}, got none.`);
  return step;
}

/** `stop` says for how long at the most nothing else could happen, without what the workshop waited for a core that others keep busy. */
function watchEventLoop(isBusy: boolean): { stop(): number } {
  let maxMs = 0;
  let last = readLoop(isBusy);
  const look = () => {
    const now = readLoop(isBusy);
    maxMs = Math.max(maxMs, now - last - LOOK_EVERY_MS);
    last = now;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return {
    stop() {
      clearInterval(timer);
      look();
      return maxMs;
    },
  };
}

/** In milliseconds: how long the loop's own thread has run; or how long it ran, or waited for anything but a core. */
function readLoop(isBusy: boolean): number {
  if (!isBusy) return performance.now() - waitedForProcessorMs(process.pid);
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** When what can be collected has been. */
async function residentMib(): Promise<number> {
  await pause(READING_MS);
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 ** 2;
}
