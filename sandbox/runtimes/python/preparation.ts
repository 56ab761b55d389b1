/**
 * Whether FastAPI is ready, for as long as a workshop runs: looks for a Python that serves it, sets one up in the background where there
 * is none, and tells each change. It never fails: what goes wrong is something that is missing.
 */
import { findPrepared, findPython, SET_UP_COMMAND } from './find.ts';
import { describeVersions, type FoundPython, isMissing, type MissingPython } from './found.ts';
import { type SetUpEvent, setUpPython } from './set-up.ts';
import type { System } from './system.ts';

export type PreparationState =
  /** For a second at the start: it may be ready already. */
  | { state: 'looking' }
  /** `progress` counts the packages, once they come. */
  | { state: 'being-set-up'; sentence: string; progress?: { count: number; total: number } }
  /** `FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.2` */
  | { state: 'ready'; stack: string }
  | ({ state: 'missing' } & MissingPython);

/** What a preparation does, from looking to its end. @throws the signal's reason when it was ended. */
export type Work = (told: { signal: AbortSignal; onEvent(event: SetUpEvent): void }) => Promise<FoundPython | MissingPython>;

export interface PreparationOptions {
  dataFolder: string;
  environment?: NodeJS.ProcessEnv;
  /** false: what is there is found, and nothing is set up. */
  setUp: boolean;
  requirements?: string;
  system?: System;
  /** See `FindOptions`. */
  systemPython?: string;
}

/** Begins at once, and returns before anything has been looked at. */
export function startPreparation({ setUp, ...options }: PreparationOptions): Preparation {
  return new Preparation({
    work: (told) => (setUp ? prepare(options, told) : findPython({ ...options, signal: told.signal })),
    lookAgain: (signal) => findPython({ ...options, signal }),
  });
}

/** What is prepared comes first, then a set-up: the system's packages are older than what the lessons are written for. */
async function prepare(options: Omit<PreparationOptions, 'setUp'>, { signal, onEvent }: Parameters<Work>[0]) {
  const prepared = await findPrepared({ ...options, signal });
  if (prepared) return prepared;
  const { systemPython: _, ...forSetUp } = options;
  const result = await setUpPython({ ...forSetUp, signal, onEvent });
  if (!isMissing(result)) return result;
  const settled = await findPython({ ...options, signal });
  return isMissing(settled) ? result : settled;
}

export interface PreparationParts {
  work: Work;
  /** Quick, and asks nothing of a network: somebody may have set it up by hand meanwhile. */
  lookAgain?(signal: AbortSignal): Promise<FoundPython | MissingPython>;
}

export class Preparation {
  readonly #parts: PreparationParts;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(state: PreparationState) => void>();
  #state: PreparationState = { state: 'looking' };
  #found: FoundPython | undefined;
  #working: Promise<void>;
  /** Settles when it is known whether there is something to wait for. */
  #looked = Promise.withResolvers<void>();

  constructor(parts: PreparationParts) {
    this.#parts = parts;
    this.#working = this.#work();
  }

  current(): PreparationState {
    return this.#state;
  }

  /** Calls back with each new state, until the returned function is called. */
  onChange(listener: (state: PreparationState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** For a run: waits while it is being looked for, not while it is being set up. */
  async find(): Promise<FoundPython | MissingPython> {
    await this.#looked.promise;
    if (this.#found) return this.#found;
    if (this.#state.state === 'being-set-up')
      return { reason: 'it is being set up', remedy: 'press Run again when the page says that it is ready' };
    await this.#lookAgain();
    if (this.#found) return this.#found;
    return this.#state.state === 'missing' ? this.#state : STOPPED;
  }

  /** Tries once more where something was missing; otherwise nothing happens. */
  again(): void {
    if (this.#state.state !== 'missing' || this.#closing.signal.aborted) return;
    this.#looked = Promise.withResolvers();
    this.#tell({ state: 'looking' });
    this.#working = this.#work();
  }

  /** Ends what is under way; then nothing is left of it. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The workshop stops.'));
    this.#listeners.clear();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { signal } = this.#closing;
    this.#settle(await attempt(() => this.#parts.work({ signal, onEvent: (event) => this.#follow(event) })));
    this.#looked.resolve();
  }

  async #lookAgain(): Promise<void> {
    const { lookAgain } = this.#parts;
    if (!lookAgain || this.#state.state !== 'missing') return;
    const found = await attempt(() => lookAgain(this.#closing.signal));
    // What is missing has been said, with its own reason.
    if (!isMissing(found)) this.#settle(found);
  }

  #follow(event: SetUpEvent): void {
    if (event.phase === 'ready' || event.phase === 'failed') return;
    const { sentence } = event;
    const progress = event.phase === 'installing' ? { count: event.count, total: event.total } : undefined;
    this.#tell({ state: 'being-set-up', sentence, progress });
    this.#looked.resolve();
  }

  #settle(result: FoundPython | MissingPython): void {
    if (this.#closing.signal.aborted) return;
    if (!isMissing(result)) this.#found = result;
    this.#tell(isMissing(result) ? { state: 'missing', ...result } : { state: 'ready', stack: describeVersions(result.versions) });
  }

  #tell(state: PreparationState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener(state);
  }
}

const STOPPED: MissingPython = { reason: 'the workshop stops', remedy: 'start it again' };

/** A bug here must not end the workshop either: all else works without FastAPI. */
async function attempt(work: () => Promise<FoundPython | MissingPython>): Promise<FoundPython | MissingPython> {
  try {
    return await work();
  } catch (failure) {
    return { reason: `the set-up failed (${failure instanceof Error ? failure.message : String(failure)})`, remedy: SET_UP_COMMAND };
  }
}
