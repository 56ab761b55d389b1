/** Whether this machine is ready for so many learners: each solution is run once, before anybody joins, and measured. */
import { freemem } from 'node:os';
import type { Step } from '../../../lessons/lesson.ts';
import { type Sandbox, SandboxError } from '../../../sandbox/index.ts';
import { DIALECTS, type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { Readiness } from '../../room-messages.ts';

/** When all press Run at once, the last one gets a verdict within so long, or the machine is too slow for the room. In milliseconds. */
const LONGEST_WAIT_MS = 15_000;
/** What a browser's connections and the work of a learner hold in the workshop, in bytes, generously. */
const LEARNER_BYTES = 1024 * 1024;

export interface RehearsalParts {
  learners: number;
  steps: readonly Step[];
  sandbox: Sandbox;
  /** Why FastAPI is not ready, with what to do about it; undefined where it is. */
  missingFastapi(): Promise<string | undefined>;
  freeBytes?: () => number;
  nowMs?: () => number;
  onChange(readiness: Readiness): void;
}

interface Played {
  step: string;
  dialect: Dialect;
  source: string;
  scenario: Step['scenario'];
}

/** Rejects for nothing: what fails is what is missing. Stops early when the signal says so. */
export async function rehearse(parts: RehearsalParts, signal: AbortSignal): Promise<Readiness> {
  const { learners, sandbox, onChange, nowMs = () => performance.now() } = parts;
  const missing: string[] = [];
  const fastapi = await parts.missingFastapi();
  if (fastapi !== undefined) missing.push(fastapi);
  const all = solutionsOf(parts.steps).filter(({ dialect }) => fastapi === undefined || FACES[dialect].runtime !== 'python');
  const begunMs = nowMs();
  let done = 0;
  const told = () => onChange({ state: 'rehearsing', learners, done, of: all.length });
  told();
  // All at once, as a room would: the queue takes as many at a time as the machine carries.
  await Promise.all(
    all.map(async (played) => {
      const problem = await playOnce(played, sandbox, signal);
      done += 1;
      if (signal.aborted) return;
      if (problem !== undefined) missing.push(problem);
      told();
    }),
  );
  const eachMs = (nowMs() - begunMs) / Math.max(1, all.length);
  const lastWaitsMs = Math.round(eachMs * learners);
  if (all.length > 0 && lastWaitsMs > LONGEST_WAIT_MS) missing.push(tooSlow(learners, eachMs));
  const freeBytes = (parts.freeBytes ?? freemem)();
  if (freeBytes < learners * LEARNER_BYTES) missing.push(tooLittleMemory(learners, freeBytes));
  const readiness: Readiness =
    missing.length === 0 ? { state: 'ready', learners, lastWaitsMs, runs: all.length } : { state: 'missing', learners, missing };
  if (!signal.aborted) onChange(readiness);
  return readiness;
}

function solutionsOf(steps: readonly Step[]): Played[] {
  return steps.flatMap(({ id, scenario, exercises }) =>
    DIALECTS.flatMap((dialect) => {
      const source = exercises[dialect]?.solution;
      return source === undefined ? [] : [{ step: id, dialect, source, scenario }];
    }),
  );
}

/** Gives a sentence where the solution did not work. */
async function playOnce({ step, dialect, source, scenario }: Played, sandbox: Sandbox, signal: AbortSignal): Promise<string | undefined> {
  const what = `The solution of ${step} in ${FACES[dialect].title}`;
  try {
    const { verdict } = await sandbox.run({ source, dialect, scenario, signal, background: true });
    return verdict.kind === 'working' ? undefined : `${what} is ${verdict.kind} here. Run clinic check on this machine.`;
  } catch (failure) {
    const why = failure instanceof SandboxError ? failure.message : String(failure);
    return `${what} could not be run: ${why}`;
  }
}

function tooSlow(learners: number, eachMs: number): string {
  const fit = Math.floor(LONGEST_WAIT_MS / eachMs);
  return `Cores: when ${learners} learners press Run at once, the last one waits ${Math.round((eachMs * learners) / 1_000)} s. This machine is quick enough for ${fit}; use one with more cores, or split the room.`;
}

function tooLittleMemory(learners: number, freeBytes: number): string {
  const mib = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return `Memory: ${mib(freeBytes)} MiB are free, and ${learners} learners want ${mib(learners * LEARNER_BYTES)} MiB. Close other programs.`;
}
