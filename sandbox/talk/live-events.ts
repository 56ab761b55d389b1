/** The events of a talk as they are shown while it goes on: in batches, in order, each of a bounded size and number. */
import type { Recorder } from '../timeline/recorder.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';

/** How often events are passed on, in milliseconds: what comes over different ways is put in order within that time. */
const BATCH_MS = 40;
/** Frames of a batch that are passed on, the last ones: more of them nobody could read. */
const MOST_FRAMES = 200;
/** Characters of one payload. */
const MOST_CHARACTERS = 8 * 1024;
/** A shorter time between two events is no event of its own. */
const LEAST_PAUSE_MS = 200;

export interface Batch {
  events: TimelineEvent[];
  /** Frames before these that were left out. */
  leftOut: number;
}

export class LiveEvents {
  readonly #recorder: Pick<Recorder, 'drain'>;
  readonly #pass: (batch: Batch) => void;
  #timer: NodeJS.Timeout | undefined;
  #seq = 0;

  constructor(recorder: Pick<Recorder, 'drain'>, pass: (batch: Batch) => void) {
    this.#recorder = recorder;
    this.#pass = pass;
  }

  /** There is something to pass on. `contain`: what fails with it fails the talk. */
  came(contain: (callback: () => void) => () => void): void {
    this.#timer ??= setTimeout(
      contain(() => this.flush()),
      BATCH_MS,
    );
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const told = this.#recorder.drain().filter(isTold);
    const frames = told.filter(isFrame).length;
    let toLeave = Math.max(0, frames - MOST_FRAMES);
    const leftOut = toLeave;
    const shown = told.filter((event) => !(isFrame(event) && toLeave-- > 0));
    if (shown.length > 0) this.#pass({ events: shown.map((event) => ({ ...cut(event), seq: this.#seq++ })), leftOut });
  }
}

function isTold(event: TimelineEvent): boolean {
  if (event.kind === 'clock-advanced') return event.byMs >= LEAST_PAUSE_MS;
  return event.kind !== 'run-started' && event.kind !== 'script-ended';
}

function isFrame({ kind }: TimelineEvent): boolean {
  return kind === 'frame-sent' || kind === 'frame-received' || kind === 'bytes-sent';
}

function cut(event: TimelineEvent): TimelineEvent {
  if (event.kind === 'frame-sent') return { ...event, text: short(event.text) };
  if (event.kind !== 'frame-received') return event;
  const { message } = event;
  const whole = message && { message: { text: short(message.text), hex: short(message.hex) } };
  return { ...event, text: short(event.text), hex: short(event.hex), ...whole };
}

function short(text: string | undefined): string | undefined {
  return text !== undefined && text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
