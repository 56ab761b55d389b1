/**
 * Whose turn it is: first in, first out over learners, and so many runs at once as the machine can judge fairly.
 *
 * A learner has at most one run under way and one that waits; a newer one takes the waiting one's place in the line. Whoever is several
 * learners at a time, with several tabs, has one under way all the same, and few that wait.
 */
import { SandboxError } from './sandbox-error.ts';

export interface Turn {
  /** Whoever it is for; the same object for the same learner. Without one it stands for itself. */
  learner?: object;
  /** The person whose tabs are learners; the learner when not given. */
  person?: object;
  /** It has time: it starts only when nobody else waits. */
  background?: boolean;
  /** Ends the wait; the task itself has to listen to it, too. */
  signal?: AbortSignal;
  /** How many are before this one, whenever that changes. */
  onQueued?: (place: number) => void;
}

/** A newer run of the same learner took the place of this one, which had not begun. */
export class Superseded extends Error {
  constructor() {
    super('A newer run took its place.');
  }
}

/** So many wait that another one would wait too long. The message says when to try again. */
export class QueueFull extends SandboxError {
  /** `retryAfterMs`: an estimate from the runs so far. */
  constructor(waiting: number, retryAfterMs: number) {
    super(
      `Expected a place in the queue, but ${waiting} runs wait already. Press Run again in about ${Math.ceil(retryAfterMs / 1000)} s; your draft is kept.`,
    );
  }
}

/** Other tabs of the same person wait already. */
export class TooManyTabs extends SandboxError {
  constructor() {
    super(
      `Expected at most ${MOST_OF_A_PERSON} waiting runs of one person, and so many wait in other tabs of yours. Press Run again when one of them has its verdict.`,
    );
  }
}

export interface QueueOptions {
  atOnce: number;
  /** How many may wait, without those that have time. */
  most?: number;
}

interface Waiting extends Turn {
  learner: object;
  person: object;
  start(): void;
  refuse(reason: unknown): void;
  /** The place that it was told last. */
  told?: number;
}

/** Further back than this, one learns of every so many places only: in a full room each end of a run moves everybody. */
const CLOSE = 10;
/** How many runs of one person may wait. */
const MOST_OF_A_PERSON = 2;
/** How much the newest duration counts in the estimate. */
const NEWEST_SHARE = 0.2;
/** What a run takes before any was measured, in milliseconds. */
const FIRST_ESTIMATE_MS = 500;

export class Queue {
  readonly #atOnce: number;
  readonly #most: number;
  readonly #busy = new Set<object>();
  readonly #waiting: Waiting[] = [];
  #running = 0;
  #durationMs = FIRST_ESTIMATE_MS;

  constructor({ atOnce, most = Number.POSITIVE_INFINITY }: QueueOptions) {
    this.#atOnce = atOnce;
    this.#most = most;
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /**
   * Rejects with the signal's reason when that ends it, with Superseded when a newer one took its place, with QueueFull, and with
   * TooManyTabs.
   */
  async run<T>(task: () => Promise<T>, turn: Turn = {}): Promise<T> {
    turn.signal?.throwIfAborted();
    const learner = turn.learner ?? {};
    const person = turn.person ?? learner;
    await this.#place({ ...turn, learner, person });
    const begun = performance.now();
    try {
      return await task();
    } finally {
      this.#durationMs += NEWEST_SHARE * (performance.now() - begun - this.#durationMs);
      this.#busy.delete(person);
      this.#running -= 1;
      this.#startNext();
    }
  }

  /** Resolves when its turn has come, and it counts as running. */
  #place(turn: Turn & { learner: object; person: object }): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(turn.signal?.reason);
        this.#tellPlaces();
      };
      const settle = (act: () => void) => () => {
        turn.signal?.removeEventListener('abort', leave);
        act();
      };
      const waiting: Waiting = { ...turn, start: settle(resolve), refuse: (reason) => settle(() => reject(reason))() };
      const older = turn.background ? -1 : this.#waiting.findIndex(({ learner, background }) => learner === turn.learner && !background);
      if (older < 0 && this.#isFull(turn)) return reject(this.#full());
      if (older < 0 && this.#waitsOften(turn)) return reject(new TooManyTabs());
      turn.signal?.addEventListener('abort', leave, { once: true });
      if (older < 0) this.#waiting.push(waiting);
      else this.#waiting.splice(older, 1, waiting)[0]?.refuse(new Superseded());
      this.#startNext();
    });
  }

  #isFull({ background }: Turn): boolean {
    return !background && this.#running >= this.#atOnce && this.#foreground().length >= this.#most;
  }

  #waitsOften({ background, person }: Turn): boolean {
    return !background && this.#foreground().filter((waiting) => waiting.person === person).length >= MOST_OF_A_PERSON;
  }

  #full(): QueueFull {
    const waiting = this.#foreground().length;
    return new QueueFull(waiting, (waiting * this.#durationMs) / this.#atOnce);
  }

  #foreground(): Waiting[] {
    return this.#waiting.filter(({ background }) => !background);
  }

  #startNext(): void {
    while (this.#running < this.#atOnce) {
      const next = this.#foreground().find(({ person }) => !this.#busy.has(person)) ?? this.#waiting.find(({ background }) => background);
      if (!next) break;
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      this.#running += 1;
      if (!next.background) this.#busy.add(next.person);
      next.start();
    }
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    for (const [index, waiting] of this.#foreground().entries()) {
      const place = index + 1;
      if (waiting.told !== undefined && place > CLOSE && waiting.told - place < CLOSE) continue;
      if (waiting.told === place) continue;
      waiting.told = place;
      waiting.onQueued?.(place);
    }
  }
}
