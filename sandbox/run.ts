/** One run: compile, start, probe, judge, diagnose. */

import type { Dialect } from './dialects.ts';
import { playScript } from './probe/probe.ts';
import type { Pool } from './process/pool.ts';
import { ProcessPeer } from './process/process-peer.ts';
import type { SandboxProcess } from './process/sandbox-process.ts';
import { Watch } from './process/watchdog.ts';
import type { Turn } from './queue.ts';
import type { Runtime } from './runtimes/runtime.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Script } from './scenario/entry.ts';
import type { Scenario } from './scenario/language.ts';
import { drawSeed } from './scenario/random.ts';
import { resolveScenario } from './scenario/resolve.ts';
import { Recorder } from './timeline/recorder.ts';
import { ShownTimeline } from './timeline/shown-timeline.ts';
import type { Frame, TimelineEvent } from './timeline/timeline.ts';
import { diagnose } from './verdict/diagnose.ts';
import { conclude, judge } from './verdict/judge.ts';
import { Judging } from './verdict/judging.ts';
import type { RunReport, Timings, Verdict } from './verdict/verdict.ts';

export interface RunRequest extends Turn {
  source: string;
  /** One of those that a runtime of the sandbox runs. */
  dialect: string;
  scenario: Scenario;
  /** Supply what a pasted block of Python lacks, such as `app`. The lines of the source keep their numbers. */
  framed?: boolean;
  /** Any text; drawn when not given, and secret until the run is over: what is drawn from it is what nobody can know beforehand. */
  seed?: string;
  onStart?: (info: { seed: string }) => void;
  /** Events as they come; the report's timeline has them in their final order. */
  onEvents?: (events: TimelineEvent[]) => void;
}

export interface Workplace {
  runtimes: readonly Runtime[];
  pool: Pool;
}

export async function run(request: RunRequest, workplace: Workplace): Promise<RunReport> {
  const begun = performance.now();
  const seed = request.seed ?? drawSeed();
  const script = resolveScenario(request.scenario, seed, request.dialect as Dialect);
  request.onStart?.({ seed });
  const runtime = runtimeOf(request.dialect, workplace);
  const compiled = await runtime.compile(request.source, request.dialect);
  request.signal?.throwIfAborted();
  const compileMs = performance.now() - begun;
  if (!compiled.ok) return notCompiled(seed, script, compiled, compileMs);
  const process = await workplace.pool.take(runtime, connectionsOf(script));
  try {
    const played = await Promise.race([play({ request, runtime, code: compiled.code, script, process }), faultOf(process)]);
    const { frame, refused } = played;
    if (refused) return notCompiled(seed, script, refused, performance.now() - begun);
    const timings: Timings = { compileMs, startMs: played.startMs, probeMs: played.probeMs, totalMs: performance.now() - begun };
    const { verdict, outcomes } = conclude(script, played.timeline, played.judging);
    const diagnoses = diagnose(script, played.timeline, verdict);
    return { seed, dialect: request.dialect, verdict, outcomes, diagnoses, timeline: played.shown, timings, frame };
  } catch (failure) {
    request.signal?.throwIfAborted();
    throw failure instanceof SandboxError ? failure : new SandboxError(FAULT, { cause: failure });
  } finally {
    setImmediate(() => void process.dispose()); // Whoever asked has the report first.
  }
}

/** @throws SandboxError for a dialect that no runtime runs. */
export function runtimeOf(dialect: string, { runtimes }: Workplace): Runtime {
  const found = runtimes.find(({ dialects }) => dialects.includes(dialect));
  if (found) return found;
  const known = runtimes.flatMap(({ dialects }) => dialects);
  throw new SandboxError(`Expected a dialect that is run here (${known.join(', ')}), got ${dialect}.`);
}

const FAULT =
  'The workshop failed in this run, not the handler. Press Run again; if it stays, tell whoever keeps the workshop: its terminal says more.';

/** Rejects when the workshop fails with what the process sends. */
function faultOf(process: SandboxProcess): Promise<never> {
  return new Promise((_resolve, reject) => {
    process.once('fault', reject);
  });
}

interface Play {
  request: RunRequest;
  runtime: Runtime;
  code: string;
  script: Script;
  process: SandboxProcess;
}

type Refused = Omit<Extract<Verdict, { kind: 'did-not-compile' }>, 'kind'>;

interface Played {
  /** Why the process, where that is what compiles, could make no handler of the source. */
  refused?: Refused;
  /** What it loaded before the handler. */
  frame?: Frame;
  judging: Judging;
  timeline: TimelineEvent[];
  shown: TimelineEvent[];
  startMs: number;
  probeMs: number;
}

async function play({ request, runtime, code, script, process }: Play): Promise<Played> {
  const judging = new Judging(script);
  const shown = new ShownTimeline();
  let watch: Watch | undefined;
  const recorder = new Recorder((event) => {
    judging.take(event);
    watch?.look(event);
    const taken = shown.take(event);
    request.onEvents?.([taken]);
  });
  const peer = new ProcessPeer(process, recorder, { ...runtime, locate: runtime.locateIn(code) });
  const limits = { frames: script.limits?.frames, wireBytes: script.limits?.wireBytes };
  watch = new Watch({ process, recorder, locate: runtime.locateIn(code), end: () => peer.end(), runtime, limits });
  const cancel = () => {
    watch.stop();
    peer.end();
    // Whoever waits for the end of a connection sees it only when the process has gone.
    process.signal('SIGKILL');
  };
  request.signal?.addEventListener('abort', cancel);
  process.once('fault', cancel);
  // It may have been ended while the process became ready.
  if (request.signal?.aborted) cancel();
  const begun = performance.now();
  recorder.parent({ kind: 'run-started' });
  try {
    const loaded = await load(process, code, request, peer);
    const startMs = performance.now() - begun;
    if (loaded.ok)
      await playScript({
        script,
        peer,
        recorder,
        intake: process.intake,
        standing: (entry) => judging.standing(entry),
        captured: (name) => judging.captured(name),
      });
    request.signal?.throwIfAborted();
    recorder.parent({ kind: 'script-ended' });
    const timeline = recorder.finish();
    const probeMs = performance.now() - begun - startMs;
    return { refused: loaded.refused, frame: loaded.frame, judging, timeline, shown: shown.final(timeline), startMs, probeMs };
  } finally {
    watch.stop();
    peer.end();
    request.signal?.removeEventListener('abort', cancel);
  }
}

interface Loaded {
  /** Not when the module ended the process, or the run, while it was evaluated, or could not be compiled. */
  ok: boolean;
  refused?: Refused;
  frame?: Frame;
}

/** Resolves when the handler is there, or will not be. */
export function load(
  process: SandboxProcess,
  code: string,
  { dialect, framed }: Pick<RunRequest, 'dialect' | 'framed'>,
  peer: ProcessPeer,
): Promise<Loaded> {
  if (process.exit) throw new SandboxError('A sandbox process ended before it was given a handler.');
  return new Promise((resolve) => {
    process.on('message', (message) => {
      if (message.type === 'loaded') resolve({ ok: true, frame: message.frame });
      if (message.type !== 'did-not-compile') return;
      resolve({ ok: false, refused: { diagnostics: message.diagnostics, frame: message.frame } });
    });
    peer.onEnd(() => resolve({ ok: false }));
    process.send({ type: 'load', code, dialect, framed });
  });
}

function connectionsOf({ entries }: Script): number {
  const opens = (all: readonly { do?: string }[]) => all.filter((entry) => entry.do === 'open').length;
  const back = entries.map((entry) => ('do' in entry && entry.do === 'react' ? entry.times * opens(entry.actions) : 0));
  return opens(entries as { do?: string }[]) + back.reduce((sum, count) => sum + count, 0);
}

function notCompiled(seed: string, script: Script, { diagnostics, frame }: Refused, compileMs: number): RunReport {
  return {
    seed,
    verdict: { kind: 'did-not-compile', diagnostics, frame },
    outcomes: judge(script, []).outcomes,
    diagnoses: [],
    timeline: [],
    timings: { compileMs, startMs: 0, probeMs: 0, totalMs: compileMs },
  };
}
