/** Watches one run against its limits, and ends it when one is exceeded. */

import {
  CHANNEL_EXIT,
  CPU_SECONDS,
  EVENT_BYTES,
  EVENTS,
  MEMORY_BYTES,
  MOST_BYTES,
  MOST_FRAMES,
  OUTPUT_BYTES,
  OUTPUT_EXIT,
  RUN_BUSY_MS,
  WIRE_BYTES,
  WIRE_FRAMES,
  WRITE_BYTES,
} from '../system/limits.ts';
import type { Recorder } from '../timeline/recorder.ts';
import type { EventOf, Limit, LocatedError, SourceLocation, TimelineEvent } from '../timeline/timeline.ts';
import type { RuntimesWords, RuntimeWords } from './hosted.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/**
 * How long a process that catches the signal unseen is left, in milliseconds in which it is busy. Every other one says where it is and
 * ends by itself, however long a loaded machine needs for that.
 */
const LAST_WORDS_MS = 1_400;

/** How often a process is looked at, and how soon one that has hardly any time left, in milliseconds. */
const LOOK_MS = 250;
const SOONEST_LOOK_MS = 20;

const MEMORY_LIMIT: Limit = { what: 'memory', max: MEMORY_BYTES, unit: 'bytes' };

export interface Watched {
  process: SandboxProcess;
  recorder: Recorder;
  /** The learner's place for a place in the compiled code. */
  locate(compiled: SourceLocation): SourceLocation | undefined;
  /** Ends the play: nobody waits for the process any longer. */
  end(): void;
  runtime: Pick<RuntimeWords, 'interrupt' | 'openWords' | 'ranOutOfMemory'>;
  /** What the handler may send, where a scenario asks for more than usual. */
  limits?: { frames?: number; wireBytes?: number };
  /** It goes on for as long as somebody talks to it: what is bounded is how long it is busy without coming to rest. */
  lasting?: true;
}

/** What the process tells of the handler, but for output, which has bounds of its own, and what the workshop asks for. */
type Told = EventOf<NonNullable<Limit['of']>>;

export class Watch {
  readonly #watched: Watched;
  #timer: NodeJS.Timeout;
  readonly #memory: { stop(): void } | undefined;
  #loaded = false;
  #catchesInterrupts = false;
  /** Where it was when it had made very many promises, if it has told nothing since. */
  #promisingAt: SourceLocation | undefined;
  /** Where it was when it had written very much. */
  #writingAt: SourceLocation | undefined;
  #raw = '';
  readonly #words: RuntimesWords;
  #rawBytes = 0;
  /** The handler has told that it ends the process itself: its exit code means nothing else. */
  #ending = false;
  #outputBytes = 0;
  #frames = 0;
  #events = 0;
  #eventBytes = 0;
  #wireBytes = 0;
  readonly #mostFrames: number;
  readonly #mostBytes: number;
  #over = false;

  constructor(watched: Watched) {
    this.#watched = watched;
    this.#mostFrames = Math.min(watched.limits?.frames ?? WIRE_FRAMES, MOST_FRAMES);
    this.#mostBytes = Math.min(watched.limits?.wireBytes ?? WIRE_BYTES, MOST_BYTES);
    this.#words = watched.runtime.openWords();
    this.#timer = this.#lookAtTheClockIn(LOOK_MS);
    watched.process.on('message', (message) => {
      if (message.type === 'loaded') this.#loaded = true;
      if (message.type === 'catches-interrupts') this.#catchesInterrupts = true;
      const seen = message.type === 'seen' ? message : undefined;
      this.#promisingAt = seen?.doing === 'promising' ? seen.at : undefined;
      if (seen?.doing === 'writing') this.#writingAt = seen.at;
    });
    this.#memory = watched.process.pollMemory(MEMORY_BYTES, () => this.#exceeded({ ...MEMORY_LIMIT }));
    watched.process.on('raw', (text) => this.#takeRaw(text));
    watched.process.once('abused', () => this.#gone({ code: null, signal: 'SIGKILL', abused: true }));
    watched.process.once('exit', (exit) => this.#exited(exit));
  }

  /** From here on nothing more belongs to the run. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#memory?.stop();
  }

  look(event: TimelineEvent): void {
    if (event.kind === 'output') this.#outputBytes += Math.max(event.text.length, WRITE_BYTES);
    if (event.kind === 'ending') this.#ending = true;
    if (event.kind === 'frame-received') {
      this.#frames += 1;
      this.#wireBytes += event.bytes;
    }
    const refused = refusedMemory(event);
    if (refused) this.#exceeded({ ...MEMORY_LIMIT, at: refused.at });
    else if (this.#outputBytes > OUTPUT_BYTES) this.#exceeded({ what: 'output', max: OUTPUT_BYTES, unit: 'bytes', at: placeOf(event) });
    else if (this.#frames > this.#mostFrames) this.#exceeded({ what: 'frames', max: this.#mostFrames, unit: 'frames' });
    else if (this.#wireBytes > this.#mostBytes) this.#exceeded({ what: 'wire', max: this.#mostBytes, unit: 'bytes' });
    else if (isTold(event)) this.#count(event);
  }

  #count(told: Told): void {
    this.#events += 1;
    this.#eventBytes += lengthOf(told);
    const limit = { what: 'events' as const, of: told.kind, at: placeOf(told) };
    if (this.#events > EVENTS) this.#exceeded({ ...limit, max: EVENTS, unit: 'events' });
    else if (this.#eventBytes > EVENT_BYTES) this.#exceeded({ ...limit, max: EVENT_BYTES, unit: 'bytes' });
  }

  #lookAtTheClockIn(ms: number): NodeJS.Timeout {
    return setTimeout(
      this.#watched.process.intake.contain(() => this.#lookAtTheClock()),
      ms,
    );
  }

  #lookAtTheClock(): void {
    const leftMs = this.#leftMs();
    if (leftMs <= 0) this.#timeUp();
    else this.#timer = this.#lookAtTheClockIn(Math.min(LOOK_MS, Math.max(leftMs, SOONEST_LOOK_MS)));
  }

  #leftMs(): number {
    const { process, lasting } = this.#watched;
    return RUN_BUSY_MS - (lasting ? process.busyNowMs() : process.busyMs());
  }

  #timeUp(): void {
    const loading = this.#loaded ? {} : { loading: true as const };
    this.#exceeded({ what: 'time', max: RUN_BUSY_MS, unit: 'ms', ...loading });
  }

  /** A spinning process prints its stack on a signal, and ends. */
  async #interrupt(): Promise<SourceLocation | undefined> {
    const { process, locate } = this.#watched;
    const { interrupt } = this.#watched.runtime;
    if (process.exit || this.#catchesInterrupts) return undefined;
    this.#raw = '';
    const lastMs = process.busyMs() + LAST_WORDS_MS;
    await new Promise<void>((resolve) => {
      const net = setInterval(() => process.busyMs() >= lastMs && leave(), SOONEST_LOOK_MS);
      const leave = () => {
        clearInterval(net);
        resolve();
      };
      process.once('exit', leave);
      process.signal(interrupt.signal);
    });
    const interrupted = interrupt.placeIn(this.#raw);
    return interrupted && locate(interrupted);
  }

  /** What it has told before, where it could not be interrupted in the middle of its own code. */
  #seenAt({ what }: Limit): SourceLocation | undefined {
    return (what === 'frames' || what === 'wire' ? this.#writingAt : undefined) ?? this.#promisingAt;
  }

  #takeRaw(text: string): void {
    this.#raw = (this.#raw + text).slice(-OUTPUT_BYTES);
    this.#rawBytes += text.length;
    if (this.#rawBytes > OUTPUT_BYTES) this.#exceeded({ what: 'output', max: OUTPUT_BYTES, unit: 'bytes' });
    this.#show(this.#words.take(text));
  }

  #show(text: string): void {
    if (!this.#over && text !== '') this.#watched.recorder.process({ kind: 'output', stream: 'stderr', text }, undefined);
  }

  #exited(exit: { code: number | null; signal: string | null }): void {
    this.#show(this.#words.end());
    if (this.#over) return;
    if (this.#ending) this.#gone(exit);
    else if (this.#watched.runtime.ranOutOfMemory(exit, this.#raw)) this.#exceeded({ ...MEMORY_LIMIT });
    else if (exit.signal === 'SIGXCPU') this.#exceeded({ what: 'time', max: CPU_SECONDS * 1000, unit: 'ms' });
    else if (exit.code === OUTPUT_EXIT) this.#exceeded({ what: 'output', max: OUTPUT_BYTES, unit: 'bytes' });
    else if (exit.code === CHANNEL_EXIT) this.#gone({ ...exit, abused: true });
    else this.#gone(exit);
  }

  #gone(exit: { code: number | null; signal: string | null; abused?: true }): void {
    if (this.#over) return;
    this.stop();
    this.#watched.recorder.parent({ kind: 'process-exited', ...exit });
    this.#watched.end();
  }

  #exceeded(limit: Limit): void {
    this.#watched.process.intake.contain(() => this.#stopFor(limit))();
  }

  async #stopFor(limit: Limit): Promise<void> {
    if (this.#over) return;
    this.stop();
    this.#watched.recorder.stop();
    this.#watched.recorder.parent({ kind: 'limit-exceeded', limit });
    limit.at ??= (await this.#interrupt()) ?? this.#seenAt(limit);
    this.#end();
  }

  #end(): void {
    this.#watched.end();
    this.#watched.process.signal('SIGKILL');
  }
}

function placeOf(event: TimelineEvent): SourceLocation | undefined {
  if ('error' in event) return event.error.at;
  return 'at' in event ? event.at : undefined;
}

function isTold(event: TimelineEvent): event is Told {
  return event.source === 'process' && event.kind !== 'output' && event.kind !== 'stats';
}

function lengthOf(event: Told): number {
  if ('error' in event) return event.error.name.length + event.error.message.length + event.error.stack.length;
  return 'call' in event ? event.call.length : 0;
}

function refusedMemory(event: TimelineEvent): LocatedError | undefined {
  if (event.kind !== 'uncaught' && event.kind !== 'handler-threw') return undefined;
  return event.error.means?.kind === 'memory-refused' ? event.error : undefined;
}
