/**
 * A warm run of each solution, by this version and by an older one in another folder, in turn, in one run of this program. All that is
 * told is a ratio, since the machine is as busy for the one as for the other.
 *
 * node test/bench/against-older.ts FOLDER [ROUNDS] [STEP…]; FOLDER is a worktree of the older version with its modules installed.
 */
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { loadCatalog } from '../../lessons/catalog.ts';
import type { createSandbox } from '../../sandbox/index.ts';

/** The pool refills after a run; a learner reads and types meanwhile. In milliseconds. */
const READING_MS = 350;

const [folder, rounds = '5', ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of an older version, got none. Make one with git worktree.');

const ours = await open(join(import.meta.dirname, '../..'));
const theirs = await open(resolve(folder));
const all: Ratios = { total: [], probe: [], entry: [] };
console.log('solution                          total   probe   per entry   entries');
for (const { step, dialect, source } of exercises()) {
  const ratios: Ratios = { total: [], probe: [], entry: [] };
  let entries = [0, 0];
  for (let round = 0; round <= Number(rounds); round++) {
    const seed = `${step} ${round}`;
    const order = round % 2 === 0 ? [ours, theirs] : [theirs, ours];
    const took = new Map<Version, Took>();
    for (const version of order) took.set(version, await timeRun(version, { step, dialect, source, seed }));
    const [us, them] = [took.get(ours), took.get(theirs)];
    if (round === 0 || !us || !them) continue; // The first round warms both.
    entries = [us.entries, them.entries];
    ratios.total.push(us.totalMs / them.totalMs);
    ratios.probe.push(us.probeMs / them.probeMs);
    ratios.entry.push(us.probeMs / us.entries / (them.probeMs / them.entries));
  }
  console.log(`${`${step} ${dialect}`.padEnd(32)} ${describe(ratios)}   ${entries.join(' against ')}`);
  for (const key of ['total', 'probe', 'entry'] as const) all[key].push(...ratios[key]);
}
console.log(`${'all, median'.padEnd(32)} ${describe(all)}`);
await Promise.all([ours.sandbox.close(), theirs.sandbox.close()]);

interface Version {
  catalog: Awaited<ReturnType<typeof loadCatalog>>;
  sandbox: ReturnType<typeof createSandbox>;
}

interface Ratios {
  total: number[];
  probe: number[];
  entry: number[];
}

interface Took {
  totalMs: number;
  probeMs: number;
  entries: number;
}

interface Exercise {
  step: string;
  dialect: 'async' | 'ws';
  source: string;
}

async function open(root: string): Promise<Version> {
  const load = (file: string) => import(pathToFileURL(join(root, file)).href);
  const [lessons, sandbox] = await Promise.all([load('lessons/catalog.ts'), load('sandbox/index.ts')]);
  return { catalog: await lessons.loadCatalog(), sandbox: sandbox.createSandbox({ atOnce: 1, poolSize: 2 }) };
}

/** Those that both versions have: the solution is this version's for both. */
function exercises(): Exercise[] {
  return ours.catalog.lessons
    .flatMap(({ steps }) => steps)
    .filter(({ id }) => theirs.catalog.step(id) && (wanted.length === 0 || wanted.includes(id)))
    .flatMap(({ id, exercises }) =>
      (['async', 'ws'] as const).flatMap((dialect) => {
        const source = exercises[dialect]?.solution;
        return source === undefined ? [] : [{ step: id, dialect, source }];
      }),
    );
}

async function timeRun({ catalog, sandbox }: Version, { step, dialect, source, seed }: Exercise & { seed: string }): Promise<Took> {
  const scenario = catalog.step(step)?.scenario;
  if (!scenario) throw new Error(`Expected a scenario of ${step}, got none.`);
  await pause(READING_MS);
  const begun = performance.now();
  const report = await sandbox.run({ source, dialect, scenario, seed });
  const totalMs = performance.now() - begun;
  if (report.verdict.kind !== 'working') throw new Error(`The solution of ${step} ${dialect} is ${report.verdict.kind}.`);
  const entries = report.timeline.filter(({ kind }) => kind === 'entry-began').length;
  return { totalMs, probeMs: report.timings.probeMs, entries };
}

function describe({ total, probe, entry }: Ratios): string {
  const [totals, probes, entries] = [total, probe, entry].map((values) => median(values).toFixed(3));
  return `  ${totals}   ${probes}   ${entries}    `;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
