/** What the layers cost: a warm run of `open-then-gone` with every layer that the machine offers, against L0 and L1 alone, in turn. */
import { setTimeout as pause } from 'node:timers/promises';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox, type Sandbox } from '../../sandbox/index.ts';

const ROUNDS = 40;
/** The pool refills after a run; a learner reads and types meanwhile. In milliseconds. */
const READING_MS = 400;

const step = (await loadCatalog()).step('open-then-gone');
if (!step) throw new Error('The catalog has no step open-then-gone.');
const { scenario, exercises } = step;
const source = exercises.ws?.solution ?? '';
const [all, bare] = [createSandbox(), createSandbox({ isolation: 'bare' })];
const { isolation } = await all.safety();
const ratios: number[] = [];
const ours: number[] = [];
for (let round = 0; round <= ROUNDS; round++) {
  const order = round % 2 === 0 ? [all, bare] : [bare, all];
  const took = new Map<Sandbox, number>();
  for (const sandbox of order) took.set(sandbox, await timeRun(sandbox));
  if (round === 0) continue; // The first round warms both.
  ours.push(took.get(all) ?? Number.NaN);
  ratios.push((took.get(all) ?? Number.NaN) / (took.get(bare) ?? Number.NaN));
}
await Promise.all([all.close(), bare.close()]);
console.log(`a warm run, ${isolation.padEnd(12)}        median ${median(ours).toFixed(1)} ms`);
console.log(`against L0 and L1 alone, ratio   median ${median(ratios).toFixed(3)}`);

async function timeRun(sandbox: Sandbox): Promise<number> {
  await pause(READING_MS);
  const begun = performance.now();
  const { verdict } = await sandbox.run({ source, dialect: 'ws', scenario });
  if (verdict.kind !== 'working') throw new Error(`The solution is ${verdict.kind}.`);
  return performance.now() - begun;
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
