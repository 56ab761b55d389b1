/** Many hostile runs in a row in one workshop: what its own memory, descriptors and processes come to. */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { HOSTILE } from '../handlers/hostile/expected.ts';
import { startedBy } from '../helpers/processes.ts';

const RUNS = Number(process.argv[2] ?? 1_000);
/** Until the pool has refilled and the last process is buried, in milliseconds. */
const SETTLE_MS = 3_000;

const catalog = await loadCatalog();
// Those that spin for their whole time would make this an hour: what they leave is what the others leave.
const programs = HOSTILE.filter(({ row, source }) => row !== 'endless-loop' && !source);
const sandbox = createSandbox();
await runSome(programs.length);
const before = await look();
await runSome(RUNS);
const after = await look();
await sandbox.close();
console.log(
  `${RUNS} hostile runs                 ${before.mib.toFixed(1)} MiB before, ${after.mib.toFixed(1)} MiB after: ${(after.mib - before.mib).toFixed(1)} MiB more`,
);
console.log(`descriptors                       ${before.descriptors} before, ${after.descriptors} after`);
console.log(`processes                         ${before.processes} before, ${after.processes} after`);

async function runSome(count: number): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      while (next < count) {
        const program = programs[next++ % programs.length];
        const scenario = catalog.step(program?.step ?? 'smallest-echo')?.scenario;
        if (!program || !scenario) throw new Error('There is no such program or step.');
        const file = new URL(`../handlers/hostile/${program.name}.${program.dialect}.ts`, import.meta.url);
        await sandbox.run({ source: await readFile(file, 'utf8'), dialect: program.dialect, scenario });
      }
    }),
  );
}

async function look(): Promise<{ mib: number; descriptors: number; processes: number }> {
  await pause(SETTLE_MS);
  globalThis.gc?.();
  return {
    mib: process.memoryUsage().rss / 1024 ** 2,
    descriptors: readdirSync('/proc/self/fd').length,
    processes: startedBy(process.pid).length,
  };
}
