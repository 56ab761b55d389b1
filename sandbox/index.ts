/** The sandbox's door: how a handler is run, probed and judged. It knows no lesson and no browser. */
import { Compiler } from './process/compiler.ts';
import { Pool, type PoolOptions } from './process/pool.ts';
import { Queue } from './queue.ts';
import { type RunRequest, run, type Workplace } from './run.ts';
import type { RunReport } from './verdict/verdict.ts';

export { typings } from './dialects/dialects.ts';
export type { TimelineEvent } from './probe/timeline.ts';
export type { ExpectationSummary, RunRequest } from './run.ts';
export { SandboxError } from './sandbox-error.ts';
export { chooseFeedback } from './verdict/feedback.ts';
export type { RunReport } from './verdict/verdict.ts';

export interface Sandbox {
  /**
   * Runs a handler against a scenario. Never rejects for anything that the learner wrote; rejects with a SandboxError when the
   * workshop itself failed, and with the signal's reason when the run was ended from outside.
   */
  run(request: RunRequest): Promise<RunReport>;
  /** Boots the waiting processes now, so that the first run finds them. */
  warm(): void;
  /** Ends every sandbox process and the compiler. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** How many runs go on at once. More than the cores can carry makes each of them slower. */
  atOnce?: number;
  /** How many processes wait, booted; fewer where memory is short. */
  poolSize?: number;
  /** `bare` leaves the layers above L1 away, for comparing; `strongest` is what the machine offers. */
  isolation?: PoolOptions['isolation'];
}

/** Quiet time before the pool is refilled, in milliseconds. */
const REFILL_AFTER_MS = 100;

/** Boots nothing until the first run. */
export function createSandbox({ atOnce = 2, poolSize = 3, isolation }: SandboxOptions = {}): Sandbox {
  const queue = new Queue(atOnce);
  let workplace: Promise<Workplace> | undefined;
  let closed = false;
  let refilling: NodeJS.Timeout | undefined;
  const open = () => {
    workplace ??= openWorkplace({ size: poolSize, isolation });
    return workplace;
  };
  /** Whoever waits for a verdict is served first: the pool boots its processes when nothing has run for a moment. */
  const refillLater = ({ pool }: Workplace) => {
    clearTimeout(refilling);
    refilling = setTimeout(() => {
      if (queue.isIdle && !closed) pool.refill();
    }, REFILL_AFTER_MS);
  };
  return {
    warm() {
      open().catch(() => {}); // The first run meets the same failure, and can say it.
    },
    async run(request) {
      const opened = await open();
      try {
        return await queue.run(() => run(request, opened), request);
      } finally {
        refillLater(opened);
      }
    },
    async close() {
      closed = true;
      clearTimeout(refilling);
      const opened = await workplace?.catch(() => undefined);
      await opened?.pool.close();
      await opened?.compiler.close();
    },
  };
}

async function openWorkplace(options: PoolOptions): Promise<Workplace> {
  const compiler = new Compiler();
  compiler.warm();
  try {
    return { compiler, pool: await Pool.open(options) };
  } catch (failure) {
    await compiler.close();
    throw failure;
  }
}
