/** The tests that mutants have to survive: those of the pure rooms, which need no process. `npm run mutants`. */
import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const PURE = ['test/sandbox/{verdict,scenario,timeline}/**/*.test.ts', 'test/sandbox/probe/websocket/**/*.test.ts'];

/** A mutant would have to wait for its processes each time. */
function startsProcesses(file: string): boolean {
  return /helpers\/(sandbox|processes)\.ts/.test(readFileSync(file, 'utf8'));
}

export default defineConfig({
  test: {
    include: PURE,
    // Beside those, one that sends too many streams.
    exclude: [...globSync(PURE).filter(startsProcesses), '**/receiver-against-ws.test.ts'],
    testTimeout: 120_000,
    maxWorkers: 1,
    // Pure tests leave nothing behind: a process of its own for each file would take half of the time.
    isolate: false,
  },
});
