/** Begins a talk: with a handler in a process of its own, or with a backend of the learner's. */

import { isInFlight } from '../probe/in-flight.ts';
import { Intake } from '../process/intake.ts';
import { ProcessPeer } from '../process/process-peer.ts';
import type { SandboxProcess } from '../process/sandbox-process.ts';
import { Watch } from '../process/watchdog.ts';
import { load, runtimeOf, type Workplace } from '../run.ts';
import type { Runtime } from '../runtimes/runtime.ts';
import { SandboxError } from '../sandbox-error.ts';
import { describeEvent } from '../timeline/describe.ts';
import { Recorder } from '../timeline/recorder.ts';
import type { Diagnostic, TimelineEvent } from '../timeline/timeline.ts';
import { limitSentence } from '../verdict/limit-sentence.ts';
import { type Backend, callBackend } from './backend.ts';
import { TALK_CONNECTIONS, TALK_FRAMES, TALK_WIRE_BYTES } from './bounds.ts';
import { type Batch, LiveEvents } from './live-events.ts';
import { Talk } from './talk.ts';
import { WallClock } from './wall-clock.ts';

export interface TalkListener {
  /** Events in their order, some moments after they came. */
  onEvents(batch: Batch): void;
  /** It has ended. `fault`: the workshop failed. */
  onEnd(end: { why: string; fault?: unknown }): void;
}

export interface TalkRequest extends TalkListener {
  source: string;
  /** One of those that a runtime of the sandbox runs. */
  dialect: string;
}

/** `why`: what kept the handler from being loaded. Of what did not compile, `diagnostics` say more. */
export type StartedTalk = { ok: true; talk: Talk } | { ok: false; why: string; diagnostics?: Diagnostic[] };

const NOT_COMPILED = 'The handler did not compile.';
const FAULT = 'The workshop failed in this talk, not the handler. Begin another one; if it stays, its terminal says more.';

/** Rejects with a SandboxError where the workshop has no process for it. */
export async function startTalk(request: TalkRequest, workplace: Workplace): Promise<StartedTalk> {
  const runtime = runtimeOf(request.dialect, workplace);
  const compiled = await runtime.compile(request.source, request.dialect);
  if (!compiled.ok) return { ok: false, why: NOT_COMPILED, diagnostics: compiled.diagnostics };
  const process = await workplace.pool.take(runtime, TALK_CONNECTIONS);
  return new Beginning(request, runtime, process, compiled.code).begin();
}

/** A talk with a backend: the workshop bounds nothing of it but the talk. */
export function reachBackend(backend: Backend, listener: TalkListener): Talk {
  const begunMs = performance.now();
  let fault: unknown;
  const intake = new Intake((problem) => {
    fault ??= problem;
    void talk.end(FAULT);
  });
  const recorder: Recorder = new Recorder((event) => talk.look(event));
  const talk: Talk = new Talk({
    recorder,
    intake,
    live: new LiveEvents(recorder, listener.onEvents),
    onEnd: (why) => listener.onEnd({ why, fault }),
    far: {
      connect: () => callBackend(backend),
      nowMs: () => performance.now() - begunMs,
      ready: async () => {},
      stirred: () => {},
      end: async () => {
        for (const connection of talk.connections.values()) connection.dispose();
      },
    },
  });
  return talk;
}

/** The parts of a talk with a handler, which know each other. */
class Beginning {
  readonly #request: TalkRequest;
  readonly #process: SandboxProcess;
  readonly #code: string;
  readonly #recorder: Recorder;
  readonly #peer: ProcessPeer;
  readonly #clock: WallClock;
  readonly #watch: Watch;
  readonly #talk: Talk;
  #fault: unknown;
  #hasBegun = false;
  /** What nobody caught last: the reason for the process's end, if it ends. */
  #uncaught: TimelineEvent | undefined;
  #ended: TimelineEvent | undefined;

  constructor(request: TalkRequest, runtime: Runtime, process: SandboxProcess, code: string) {
    this.#request = request;
    this.#process = process;
    this.#code = code;
    this.#recorder = new Recorder((event) => this.#came(event));
    this.#peer = new ProcessPeer(process, this.#recorder, runtime);
    const contain = process.intake.contain.bind(process.intake);
    this.#clock = new WallClock({
      peer: this.#peer,
      recorder: this.#recorder,
      isInFlight: (rested) => isInFlight(this.#talk.connections, rested),
      contain,
    });
    this.#talk = this.#makeTalk();
    this.#watch = new Watch({
      process,
      recorder: this.#recorder,
      locate: runtime.locateIn(code),
      end: () => void this.#talk.end(this.#whyEnded(), { quietly: false }),
      runtime,
      limits: { frames: TALK_FRAMES, wireBytes: TALK_WIRE_BYTES },
      lasting: true,
    });
    process.once('fault', (fault) => {
      this.#fault = fault;
      void this.#talk.end(FAULT);
    });
  }

  async begin(): Promise<StartedTalk> {
    const loaded = await load(this.#process, this.#code, this.#request, this.#peer);
    if (loaded.ok) await this.#clock.start();
    this.#hasBegun = loaded.ok && !this.#ended;
    if (this.#hasBegun) return { ok: true, talk: this.#talk };
    await this.#talk.end('');
    if (this.#fault) throw new SandboxError(FAULT, { cause: this.#fault });
    return loaded.refused
      ? { ok: false, why: NOT_COMPILED, diagnostics: loaded.refused.diagnostics }
      : { ok: false, why: this.#whyEnded() };
  }

  #makeTalk(): Talk {
    const { onEvents, onEnd } = this.#request;
    return new Talk({
      recorder: this.#recorder,
      intake: this.#process.intake,
      live: new LiveEvents(this.#recorder, onEvents),
      // Before, whoever asked for it learns of it.
      onEnd: (why) => this.#hasBegun && onEnd({ why, fault: this.#fault }),
      far: {
        connect: (name) => this.#peer.connect(name) ?? 'the process behind it has ended',
        nowMs: () => this.#clock.nowMs,
        ready: () => this.#clock.catchUp(),
        stirred: () => this.#clock.stir(),
        end: async () => {
          this.#clock.stop();
          this.#watch.stop();
          this.#peer.end();
          await this.#process.dispose();
        },
      },
    });
  }

  #came(event: TimelineEvent): void {
    if (event.kind === 'uncaught') this.#uncaught = event;
    if (event.kind === 'process-exited' || event.kind === 'limit-exceeded') this.#ended = event;
    if (event.source === 'process') this.#clock.stir();
    this.#watch.look(event);
    this.#talk.look(event);
  }

  #whyEnded(): string {
    const ended = this.#ended;
    if (ended?.kind === 'limit-exceeded') return limitSentence(ended.limit);
    const cause = this.#uncaught ? ` Before that, ${describeEvent(this.#uncaught).sentence}.` : '';
    return `The handler’s process ended${ended ? ` (${describeEvent(ended).sentence})` : ''}, and every connection with it.${cause}`;
  }
}
