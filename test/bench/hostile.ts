/**
 * Every hostile program so many times, idle and with both cores kept busy: its verdict, and whether it came within its bound, from the
 * start of its run. Beside each runs an innocent handler, which has to work.
 */
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
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
for (const busy of [false, true]) await measure(busy);

async function measure(busy: boolean): Promise<void> {
  const spinners = busy ? [0, 1].map(() => spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })) : [];
  const sandbox = createSandbox();
  await sandbox.safety();
  const wrong: string[] = [];
  const late: string[] = [];
  let innocentFailures = 0;
  let runs = 0;
  for (const program of programs) {
    let slowest = 0;
    for (let time = 0; time < TIMES; time++) {
      await pause(READING_MS);
      const [hostile, beside] = await Promise.all([run(program), runInnocent()]);
      runs += 1;
      slowest = Math.max(slowest, hostile.ms);
      if (![program.verdict].flat().includes(hostile.kind)) wrong.push(`${program.name} (${program.dialect}): ${hostile.kind}`);
      if (beside !== 'working') innocentFailures += 1;
    }
    if (slowest > BOUNDS_MS[program.row])
      late.push(`${program.name} (${program.dialect}): ${Math.round(slowest)} of ${BOUNDS_MS[program.row]} ms`);
  }
  await sandbox.close();
  for (const spinner of spinners) spinner.kill('SIGKILL');
  console.log(
    `${busy ? 'busy' : 'idle'}: ${runs} runs, ${wrong.length} wrong, ${late.length} programs late, ${innocentFailures} innocents disturbed`,
  );
  for (const line of [...new Set([...wrong, ...late])]) console.log(`  ${line}`);

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
