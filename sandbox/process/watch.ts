/** Watches one run against its limits, and ends it when one is exceeded. */
import type { Recorder } from '../probe/recorder.ts';
import type { Limit, SourceLocation, TimelineEvent } from '../probe/timeline.ts';
import { HEAP_MIB, OUTPUT_BYTES, OUTPUT_EXIT, RUN_WALL_MS, WIRE_BYTES, WIRE_FRAMES } from './limits.ts';
import type { SandboxProcess } from './sandbox-process.ts';

/** How long a spinning process gets to say where it is, in milliseconds. */
const LAST_WORDS_MS = 250;

export interface Watched {
  process: SandboxProcess;
  recorder: Recorder;
  /** The learner's place for a place in the compiled code. */
  locate(compiled: SourceLocation): SourceLocation | undefined;
  /** Ends the play: nobody waits for the process any longer. */
  end(): void;
}

export class Watch {
  readonly #watched: Watched;
  readonly #timer: NodeJS.Timeout;
  #raw = '';
  #outputBytes = 0;
  #frames = 0;
  #wireBytes = 0;
  #over = false;

  /** Real time counts from here. */
  constructor(watched: Watched) {
    this.#watched = watched;
    this.#timer = setTimeout(() => void this.#timeUp(), RUN_WALL_MS);
    watched.process.on('raw', (text) => this.#takeRaw(text));
    watched.process.once('exit', (exit) => this.#exited(exit));
  }

  /** From here on nothing more belongs to the run. */
  stop(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  look(event: TimelineEvent): void {
    if (event.kind === 'output') this.#outputBytes += event.text.length;
    if (event.kind === 'frame-received') {
      this.#frames += 1;
      this.#wireBytes += event.bytes;
    }
    if (this.#outputBytes > OUTPUT_BYTES) this.#exceeded({ what: 'output', max: OUTPUT_BYTES, unit: 'bytes' });
    else if (this.#frames > WIRE_FRAMES) this.#exceeded({ what: 'frames', max: WIRE_FRAMES, unit: 'frames' });
    else if (this.#wireBytes > WIRE_BYTES) this.#exceeded({ what: 'wire', max: WIRE_BYTES, unit: 'bytes' });
  }

  /** A spinning process prints its stack on SIGINT (`--trace-sigint`), unless it spins in microtasks only. */
  async #timeUp(): Promise<void> {
    if (this.#over) return;
    const { process, recorder } = this.#watched;
    const limit: Limit = { what: 'time', max: RUN_WALL_MS, unit: 'ms' };
    this.stop();
    recorder.parent({ kind: 'limit-exceeded', limit });
    const before = this.#raw.length;
    const exited = new Promise<void>((resolve) => process.once('exit', () => resolve()));
    process.signal('SIGINT');
    await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS))]);
    const spinning = placeIn(this.#raw.slice(before));
    limit.at = spinning && this.#watched.locate(spinning);
    this.#end();
  }

  #takeRaw(text: string): void {
    this.#raw = (this.#raw + text).slice(-OUTPUT_BYTES);
    const shown = readable(text);
    if (!this.#over && shown !== '') this.#watched.recorder.process({ kind: 'output', stream: 'stderr', text: shown }, undefined);
  }

  #exited(exit: { code: number | null; signal: string | null }): void {
    if (this.#over) return;
    if (/heap out of memory|heap limit|Array buffer allocation failed/i.test(this.#raw)) {
      this.#exceeded({ what: 'memory', max: HEAP_MIB * 1024 ** 2, unit: 'bytes' });
      return;
    }
    if (exit.code === OUTPUT_EXIT) {
      this.#exceeded({ what: 'output', max: OUTPUT_BYTES, unit: 'bytes' });
      return;
    }
    this.stop();
    this.#watched.recorder.parent({ kind: 'process-exited', ...exit });
    this.#watched.end();
  }

  #exceeded(limit: Limit): void {
    if (this.#over) return;
    this.stop();
    this.#watched.recorder.parent({ kind: 'limit-exceeded', limit });
    this.#end();
  }

  #end(): void {
    this.#watched.end();
    this.#watched.process.signal('SIGKILL');
  }
}

function placeIn(stack: string): SourceLocation | undefined {
  const found = /handler\.ts:(\d+):(\d+)/.exec(stack);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

/** The runtime's own words without the frames of Node and of the sandbox. */
function readable(text: string): string {
  const lines = text.replaceAll('file:///handler.ts', 'handler.ts').replaceAll('/handler.ts:', 'handler.ts:').split('\n');
  return lines.filter((line) => !/inside\.mjs|node:internal|^Node\.js v/.test(line)).join('\n');
}
