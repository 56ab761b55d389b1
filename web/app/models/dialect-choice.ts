/** Which dialect a step opens in. */
import type { PreparationState } from '../../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { Keeper } from './storage.ts';
import type { Line } from './workshop.ts';

const KEY = 'dialect';

export interface Situation {
  /** undefined until the workshop has told it. */
  fastapi: PreparationState | undefined;
  line: Line;
}

export class DialectChoice {
  readonly #keeper: Keeper;
  #byDefault: Dialect | undefined;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /**
   * What the address asks for, or else what the learner has chosen, or else FastAPI where it is ready: the source document is about it.
   * undefined for as long as nobody knows whether it is. The default stays for as long as the page does, so that no step opens in
   * another dialect than the one before because a set-up has ended meanwhile.
   */
  open(asked: Dialect | undefined, situation: Situation): Dialect | undefined {
    const kept = this.#keeper.read(KEY);
    this.#byDefault ??= defaultIn(situation);
    return asked ?? DIALECTS.find((known) => known === kept) ?? this.#byDefault;
  }

  choose(dialect: Dialect): void {
    this.#keeper.write(KEY, dialect);
  }
}

function defaultIn({ fastapi, line }: Situation): Dialect | undefined {
  if (fastapi?.state === 'ready') return 'fastapi';
  const mayBeReady = fastapi === undefined || fastapi.state === 'looking';
  return mayBeReady && line !== 'lost' ? undefined : 'async';
}
