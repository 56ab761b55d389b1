/** The sandbox's door: how a handler is run, probed and judged. It knows no lesson and no browser. */
import { availableParallelism } from 'node:os';
import type { SafetyReport } from './isolation/safety.ts';
import { Pool, type PoolOptions } from './process/pool.ts';
import { Queue, Superseded } from './queue.ts';
import { Refill } from './refill.ts';
import { type RunRequest, run, type Workplace } from './run.ts';
import { PROCESS_BYTES } from './runtimes/node/limits.ts';
import { createNode } from './runtimes/node/node.ts';
import type { FoundPython, MissingPython } from './runtimes/python/found.ts';
import { createPython } from './runtimes/python/python.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { SandboxError } from './sandbox-error.ts';
import { type StartedTalk, startTalk, type TalkRequest } from './talk/start.ts';
import { Talks } from './talk/talks.ts';
import type { RunReport } from './verdict/verdict.ts';

export { examineCapture } from './examine/capture/examine-capture.ts';
export type { Examination, ExaminedDiagnosis, MadeExperiment } from './examine/examination.ts';
export { exampleScenario } from './examine/example-scenario.ts';
export { examineFile } from './examine/file.ts';
export { readAddress } from './examine/remote/address.ts';
export { announcement } from './examine/remote/announce.ts';
export { examineAddress, planOf, planOfProof, proveExample } from './examine/remote/examine-address.ts';
export type { AddressRequest } from './examine/remote/request.ts';
export { guessDialect } from './examine/source/dialect.ts';
export { CannotExport } from './exported/call.ts';
export { FLAVOURS, type Flavour, type TestFile, writeTestFile } from './exported/test-file.ts';
export { lacking, type SafetyReport, safetySentence } from './isolation/safety.ts';
export type { RunRequest } from './run.ts';
export { typings } from './runtimes/node/dialects/dialects.ts';
export { findPython, OWN_PYTHON, resolvePython } from './runtimes/python/find.ts';
export { describeVersions, type FoundPython, isMissing, type MissingPython } from './runtimes/python/found.ts';
export { Preparation, type PreparationState, startPreparation } from './runtimes/python/preparation.ts';
export { setUpPython } from './runtimes/python/set-up.ts';
export { readStubs } from './runtimes/python/stubs.ts';
export { resolveScenario as scriptOf } from './scenario/resolve.ts';
export { type OwnCommand, startCommand } from './system/own-command.ts';
export { type Backend, loopbackAddresses, readBackend } from './talk/backend.ts';
export * as talkBounds from './talk/bounds.ts';
export type { Batch } from './talk/live-events.ts';
export type { Upgrade } from './talk/relay.ts';
export { reachBackend, type TalkListener } from './talk/start.ts';
export type { Deed, Talk } from './talk/talk.ts';
export { isSecretName } from './timeline/secrets.ts';
export type { Diagnostic, TimelineEvent } from './timeline/timeline.ts';
export { GUIDE } from './verdict/causes/guide/guide.ts';
export { chooseFeedback } from './verdict/feedback.ts';
export type { RunReport } from './verdict/verdict.ts';
export type { Unread } from './watch/read-along.ts';
export { type StartedTap, startTap } from './watch/tap.ts';
export type { Watched } from './watch/watched.ts';
export { SandboxError, Superseded };

/** The run ended because the sandbox was closed. */
export class SandboxClosed extends SandboxError {}

export interface Sandbox {
  /**
   * Runs a handler against a scenario. Never rejects for anything that the learner wrote; rejects with a SandboxError when the
   * workshop itself failed or its queue is full (QueueFull), with Superseded when a newer run of the same learner took its place, and
   * with the signal's reason when the run was ended from outside.
   */
  run(request: RunRequest): Promise<RunReport>;
  /**
   * Begins a talk with a handler. To compile it, to take a process and to load it needs a place in the queue, as a run does; from then on it
   * stands beside the queue, and counts among at most so many talks. Rejects with a SandboxError when the workshop failed or has no room.
   */
  talk(request: TalkRequest): Promise<StartedTalk>;
  /**
   * The layers that hold here for the handlers of a runtime, Node's when not given, proven by attacking them: once, the first time that
   * it is asked for. Rejects with a SandboxError where the runtime is not there, and asks again the next time.
   */
  safety(runtime?: string): Promise<SafetyReport>;
  /** Ends every sandbox process and the compiler. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** How many runs go on at once; one a core when not given. More than the cores can carry makes each of them slower. */
  atOnce?: number;
  /** How many processes wait, booted; fewer where memory is short. By the free memory when not given. */
  poolSize?: number;
  /** `bare` leaves the layers above L1 away, for comparing; `strongest` is what the machine offers. */
  isolation?: PoolOptions['isolation'];
  /** Finds the Python that serves FastAPI; asked again for as long as it is missing. */
  python?: () => Promise<FoundPython | MissingPython>;
  /** Further runtimes, with dialects of their own. */
  runtimes?: readonly Runtime[];
}

/** Processes that wait, at the most. */
const MOST_PROCESSES = 24;
/** Runs that may wait: beyond that one is told when to try again. */
const MOST_WAITING = 500;

/** Boots nothing until the first run. */
export function createSandbox({
  atOnce = runsAtOnce(),
  poolSize = waitingProcesses(atOnce),
  isolation,
  python = noPython,
  runtimes = [],
}: SandboxOptions = {}): Sandbox {
  const queue = new Queue({ atOnce, most: MOST_WAITING });
  let workplace: Promise<Workplace> | undefined;
  const safety = new Map<string, Promise<SafetyReport>>();
  const talks = new Talks();
  const closing = new AbortController();
  const refill = new Refill(() => queue.isIdle && !closing.signal.aborted);
  const open = () => {
    if (!workplace) {
      workplace = openWorkplace({ size: poolSize, isolation, signal: closing.signal }, [createNode(), createPython(python), ...runtimes]);
      workplace.then(
        (opened) => refill.later(opened),
        () => {},
      ); // Whoever asked for it meets the failure.
    }
    return workplace;
  };
  return {
    async run(request) {
      const opened = await open();
      try {
        return await queue.run(() => run(request, opened), request);
      } catch (failure) {
        // What fails because everything is being ended has no other reason.
        throw closing.signal.aborted ? closing.signal.reason : failure;
      } finally {
        refill.later(opened);
      }
    },
    async talk(request) {
      const opened = await open();
      closing.signal.throwIfAborted();
      return talks.start(request, (watched) => queue.run(() => startTalk(watched, opened)));
    },
    safety(id = 'node') {
      const known = safety.get(id);
      if (known) return known;
      const asked = open().then(({ pool, runtimes }) => pool.selfTest(runtimeCalled(id, runtimes)));
      safety.set(id, asked);
      asked.catch(() => safety.delete(id));
      return asked;
    },
    async close() {
      closing.abort(new SandboxClosed('The workshop stops, and the run with it. Start it again; your draft is kept.'));
      refill.stop();
      await talks.end('The workshop stops.');
      const opened = await workplace?.catch(() => undefined);
      await Promise.allSettled(safety.values());
      await opened?.pool.close();
      await Promise.all((opened?.runtimes ?? []).map((runtime) => runtime.close()));
    },
  };
}

/** What a twentieth of the free memory holds, so that a whole room that presses Run finds some of them booted. */
function waitingProcesses(atOnce: number): number {
  return Math.max(atOnce + 1, Math.min(MOST_PROCESSES, Math.floor(process.availableMemory() / 20 / PROCESS_BYTES)));
}

/** One a core: a run is short and keeps its core busy. */
function runsAtOnce(): number {
  return Math.min(availableParallelism(), 16);
}

async function noPython(): Promise<MissingPython> {
  return { reason: 'this sandbox was opened without a Python', remedy: 'open it with one' };
}

function runtimeCalled(id: string, runtimes: readonly Runtime[]): Runtime {
  const found = runtimes.find((runtime) => runtime.id === id);
  if (found) return found;
  throw new SandboxError(`Expected a runtime that is here (${runtimes.map((runtime) => runtime.id).join(', ')}), got ${id}.`);
}

/** The first of the runtimes is the one whose process shows which layers can be had. */
async function openWorkplace(options: Omit<PoolOptions, 'runtime'>, runtimes: readonly [Runtime, ...Runtime[]]): Promise<Workplace> {
  const [first] = runtimes;
  first.warm();
  try {
    return { runtimes, pool: await Pool.open({ ...options, runtime: first }) };
  } catch (failure) {
    await first.close();
    throw failure;
  }
}
