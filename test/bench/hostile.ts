/**
 * Every hostile program so many times, idle and with every core kept busy: its verdict, and whether it came within its bound, from the
 * start of its run. Beside each runs an innocent handler, which has to work, at most one place of the queue late. Meanwhile the
 * workshop's event loop is watched: nothing that a handler does may block it for longer than the bar; and so is its memory.
 *
 * `node --expose-gc test/bench/hostile.ts [TIMES] [ROW OR NAME] [idle|busy]`: 20 times take about an hour idle, and longer busy. Exits
 * with 1 where a bar is missed.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox, type RunReport } from '../../sandbox/index.ts';
import { waitedForProcessorMs } from '../../sandbox/system/processor-time.ts';
import { BOUNDS_MS, type Hostile } from '../handlers/hostile/expected/hostile.ts';
import { HOSTILE } from '../handlers/hostile/expected.ts';

const TIMES = Number(process.argv[2] ?? 20);
const ONLY = new RegExp(process.argv[3] ?? '');
/** The pool refills while a learner reads, in milliseconds. */
const READING_MS = 350;
/** The longest that the event loop may be blocked, without what it waits for a core that others keep busy. */
const BLOCKED_MS = 50;
const LOOK_EVERY_MS = 2;
/** What memory may grow by over all runs of a mode, once the first ones have warmed the workshop up. */
const GROWTH_MIB = 50;
const WARM_UP_RUNS = 40;
/** How far back in the queue an innocent run may be told that it is. */
const MOST_PLACES = 1;

interface Counts {
  runs: number;
  wrong: number;
  late: number;
  disturbed: number;
  blocked: number;
}

const catalog = await loadCatalog();
const innocent = catalog.step('smallest-echo');
const programs = HOSTILE.filter(({ name, row }) => ONLY.test(`${row} ${name}`));
const MODES = process.argv[4] ? [process.argv[4]] : ['idle', 'busy'];
for (const mode of MODES) await measure(mode);

async function measure(mode: string): Promise<void> {
  const cores = mode === 'busy' ? availableParallelism() : 0;
  const spinners = Array.from({ length: cores }, () => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  const sandbox = createSandbox();
  await sandbox.safety();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const total = none();
  let beforeMib = Number.POSITIVE_INFINITY;
  for (const row of new Set(programs.map((program) => program.row))) {
    const counts = none();
    const told = new Set<string>();
    let slowestMs = 0;
    let blockedMs = 0;
    let delayMs = 0;
    for (const program of programs.filter((each) => each.row === row)) {
      const name = `${program.name} (${program.dialect})`;
      for (let time = 0; time < TIMES; time++) {
        await pause(READING_MS);
        delay.reset();
        delay.enable();
        const watch = watchEventLoop();
        const [hostile, beside] = await Promise.all([run(program), runInnocent()]);
        delay.disable();
        const maxMs = watch.stop();
        delayMs = Math.max(delayMs, delay.max / 1e6);
        counts.runs += 1;
        if (total.runs + counts.runs === WARM_UP_RUNS) beforeMib = await residentMib();
        slowestMs = Math.max(slowestMs, hostile.ms);
        blockedMs = Math.max(blockedMs, maxMs);
        const note = (key: keyof Counts, sentence: string) => {
          counts[key] += 1;
          told.add(`${name}: ${sentence}`);
        };
        if (![program.verdict].flat().includes(hostile.kind)) note('wrong', hostile.kind);
        if (hostile.ms > BOUNDS_MS[row]) note('late', `${Math.round(hostile.ms)} ms`);
        if (beside !== 'working') note('disturbed', `the innocent one beside it was ${beside}`);
        if (maxMs > BLOCKED_MS) note('blocked', `the event loop was blocked for ${Math.round(maxMs)} ms`);
      }
    }
    console.log(
      `${mode} ${row.padEnd(20)} ${say(counts)}, slowest ${Math.round(slowestMs)} of ${BOUNDS_MS[row]} ms, event loop blocked for ${Math.round(blockedMs)} ms (${Math.round(delayMs)} ms with waits for a core)`,
    );
    for (const line of told) console.log(`  ${line}`);
    for (const key of Object.keys(total) as (keyof Counts)[]) total[key] += counts[key];
  }
  const grownMib = Math.max(0, (await residentMib()) - beforeMib);
  await sandbox.close();
  for (const spinner of spinners) spinner.kill('SIGKILL');
  console.log(`${mode}: ${say(total)}, ${grownMib.toFixed(1)} MiB more memory`);
  if (total.wrong + total.late + total.disturbed + total.blocked > 0 || grownMib > GROWTH_MIB) process.exitCode = 1;

  async function run({
    source,
    name,
    dialect,
    step = 'smallest-echo',
  }: Hostile): Promise<{ kind: RunReport['verdict']['kind']; ms: number }> {
    const scenario = catalog.step(step)?.scenario;
    if (!scenario) throw new Error(`There is no step ${step}.`);
    const file = new URL(`../handlers/hostile/${name}.${dialect}.ts`, import.meta.url);
    const text = source?.() ?? (await readFile(file, 'utf8'));
    // As the page is sent it.
    const report = await sandbox.run({ source: text, dialect, scenario, onEvents: (events) => JSON.stringify(events) });
    JSON.stringify(report);
    return { kind: report.verdict.kind, ms: report.timings.totalMs };
  }

  async function runInnocent(): Promise<string> {
    if (!innocent) throw new Error('There is no step smallest-echo.');
    const source = innocent.exercises.ws?.solution ?? '';
    let place = 0;
    const onQueued = (told: number) => {
      place = Math.max(place, told);
    };
    const { verdict } = await sandbox.run({ source, dialect: 'ws', scenario: innocent.scenario, onQueued });
    return place > MOST_PLACES ? `at place ${place}` : verdict.kind;
  }
}

/** `stop` says for how long at the most nothing else could happen. */
function watchEventLoop(): { stop(): number } {
  let maxMs = 0;
  let last = { atMs: performance.now(), waitedMs: waitedForProcessorMs(process.pid) };
  const look = () => {
    const now = { atMs: performance.now(), waitedMs: waitedForProcessorMs(process.pid) };
    maxMs = Math.max(maxMs, now.atMs - last.atMs - (now.waitedMs - last.waitedMs) - LOOK_EVERY_MS);
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

function none(): Counts {
  return { runs: 0, wrong: 0, late: 0, disturbed: 0, blocked: 0 };
}

function say({ runs, wrong, late, disturbed, blocked }: Counts): string {
  return `${runs} runs, ${wrong} wrong, ${late} late, ${disturbed} innocents disturbed, ${blocked} that blocked`;
}

/** When what can be collected has been; see `--expose-gc`. */
async function residentMib(): Promise<number> {
  await pause(READING_MS);
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 ** 2;
}
