import { hash } from 'node:crypto';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What opens browsers or runs handlers by the hundred. */
const LONG = /\/test\/(browser|cli|lessons)\/|\/(cheating|hostile)\.test\.ts$/;

/**
 * In an order drawn anew each time (`--sequence.seed` repeats one), the long files first: one that came last would leave a core with
 * nothing to do.
 */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const drawn = ({ moduleId }: TestSpecification) =>
      Number.parseInt(hash('sha256', `${this.ctx.config.sequence.seed} ${moduleId}`).slice(0, 12), 16);
    const group = ({ moduleId }: TestSpecification) => (LONG.test(moduleId) ? 0 : 1);
    return files.toSorted((a, b) => group(a) - group(b) || drawn(a) - drawn(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A safety net for a hung test, not a bar: nothing is proven by time.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 2,
    sequence: { shuffle: { tests: true }, sequencer: LongFirst },
  },
});
