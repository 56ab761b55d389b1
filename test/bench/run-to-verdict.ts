/**
 * From Run to verdict on `open-then-gone`, against `node --test` with the same conversation, in turn, in one run.
 *
 * The sandbox is warm, as it is for a learner; the reference is a whole process, as it is for whoever tests a handler by hand.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox } from '../../sandbox/index.ts';

const ROUNDS = 15;
const REFERENCE = fileURLToPath(new URL('./reference.mjs', import.meta.url));

const step = (await loadCatalog()).step('open-then-gone');
const source = step?.exercises.ws?.solution ?? '';
if (!step) throw new Error('The catalog has no step open-then-gone.');
if ((await readFile(REFERENCE, 'utf8')) === '') throw new Error('The reference is empty.');

const sandbox = createSandbox();
const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const [run, test] = [await timeRun(), timeReference()];
  if (round === 0) continue; // The first round warms both.
  ours.push(run);
  theirs.push(test);
}
await sandbox.close();

console.log(`a run of open-then-gone, warm   ${describe(ours)}`);
console.log(`node --test, the same check     ${describe(theirs)}`);
console.log(
  `ratio, round by round           ${describe(
    ours.map((ms, round) => ms / (theirs[round] ?? Number.NaN)),
    '',
  )}`,
);

async function timeRun(): Promise<number> {
  // The pool refills after a run; a learner reads and types meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const begun = performance.now();
  const { verdict } = await sandbox.run({ source, dialect: 'ws', scenario: step?.scenario ?? never() });
  if (verdict.kind !== 'working') throw new Error(`The solution is ${verdict.kind}.`);
  return performance.now() - begun;
}

function timeReference(): number {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, ['--test', REFERENCE], { stdio: 'ignore' });
  if (status !== 0) throw new Error('The reference fails.');
  return performance.now() - begun;
}

function describe(values: number[], unit = ' ms'): string {
  const sorted = values.toSorted((one, other) => one - other);
  const show = (value: number | undefined) => `${(value ?? Number.NaN).toFixed(unit === '' ? 3 : 1)}${unit}`;
  return `median ${show(sorted[Math.floor(sorted.length / 2)])}, min ${show(sorted[0])}, max ${show(sorted.at(-1))}`;
}

function never(): never {
  throw new Error('There is no scenario.');
}
