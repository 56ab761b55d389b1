/**
 * Every hostile program so many times, idle and with every core kept busy: its verdict, and whether it came within its bound, from the
 * start of its run. Beside each runs an innocent handler, which has to work, at most one place of the queue late.
 *
 * `node test/bench/hostile.ts [TIMES] [ROW OR NAME] [idle|busy]`: 20 times take about an hour idle, and longer busy.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox, type RunReport } from '../../sandbox/index.ts';
import { BOUNDS_MS, HOSTILE, type Hostile } from '../handlers/hostile/expected.ts';

const TIMES = Number(process.argv[2] ?? 20);
const ONLY = new RegExp(process.argv[3] ?? '');
/** The pool refills while a learner reads, in milliseconds. */
const READING_MS = 350;

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
  const total = { runs: 0, wrong: 0, late: 0, disturbed: 0 };
  for (const row of new Set(programs.map((program) => program.row))) {
    const counts = { runs: 0, wrong: 0, late: 0, disturbed: 0 };
    const told = new Set<string>();
    let slowestMs = 0;
    for (const program of programs.filter((each) => each.row === row)) {
      const name = `${program.name} (${program.dialect})`;
      for (let time = 0; time < TIMES; time++) {
        await pause(READING_MS);
        const [hostile, beside] = await Promise.all([run(program), runInnocent()]);
        counts.runs += 1;
        slowestMs = Math.max(slowestMs, hostile.ms);
        if (![program.verdict].flat().includes(hostile.kind)) {
          counts.wrong += 1;
          told.add(`${name}: ${hostile.kind}`);
        }
        if (hostile.ms > BOUNDS_MS[row]) {
          counts.late += 1;
          told.add(`${name}: ${Math.round(hostile.ms)} ms`);
        }
        if (beside !== 'working') {
          counts.disturbed += 1;
          told.add(`${name}: the innocent one beside it was ${beside}`);
        }
      }
    }
    console.log(`${mode} ${row.padEnd(20)} ${say(counts)}, slowest ${Math.round(slowestMs)} of ${BOUNDS_MS[row]} ms`);
    for (const line of told) console.log(`  ${line}`);
    for (const key of ['runs', 'wrong', 'late', 'disturbed'] as const) total[key] += counts[key];
  }
  await sandbox.close();
  for (const spinner of spinners) spinner.kill('SIGKILL');
  console.log(`${mode}: ${say(total)}`);

  async function run({
    source,
    name,
    dialect,
    step = 'smallest-echo',
  }: Hostile): Promise<{ kind: RunReport['verdict']['kind']; ms: number }> {
    const scenario = catalog.step(step)?.scenario;
    if (!scenario) throw new Error(`There is no step ${step}.`);
    const file = new URL(`../handlers/hostile/${name}.${dialect}.ts`, import.meta.url);
    const { verdict, timings } = await sandbox.run({ source: source?.() ?? (await readFile(file, 'utf8')), dialect, scenario });
    return { kind: verdict.kind, ms: timings.totalMs };
  }

  async function runInnocent(): Promise<string> {
    if (!innocent) throw new Error('There is no step smallest-echo.');
    return (await sandbox.run({ source: innocent.exercises.ws?.solution ?? '', dialect: 'ws', scenario: innocent.scenario })).verdict.kind;
  }
}

function say({ runs, wrong, late, disturbed }: Record<'runs' | 'wrong' | 'late' | 'disturbed', number>): string {
  return `${runs} runs, ${wrong} wrong, ${late} late, ${disturbed} innocents disturbed`;
}
