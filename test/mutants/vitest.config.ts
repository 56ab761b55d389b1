/** The tests that mutants have to survive: those of the pure rooms, which need no process. `npm run mutants`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/sandbox/{verdict,scenario,timeline}/**/*.test.ts', 'test/sandbox/probe/websocket/**/*.test.ts'],
    // These start processes: a mutant would have to wait for them each time.
    exclude: [
      '**/paper-scenarios.test.ts',
      '**/scenario-strictness.test.ts',
      '**/compressing-handlers.test.ts',
      '**/receiver-against-ws.test.ts',
    ],
    testTimeout: 120_000,
    maxWorkers: 1,
  },
});
