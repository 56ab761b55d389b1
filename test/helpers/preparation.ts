/** A preparation of FastAPI that goes on when the test says so. */
import { type FoundPython, type MissingPython, Preparation } from '../../sandbox/index.ts';
import type { Work } from '../../sandbox/runtimes/python/preparation.ts';

/** For a made-up system. */
export const MISSING: MissingPython = { reason: 'no Python from 3.10 on was found', remedy: 'sudo apt-get install python3 python3-venv' };
/** How many packages it has. */
const TOTAL = 12;

export class HeldPreparation {
  /** How often it was begun. */
  begun = 0;
  #onEvent: Parameters<Work>[0]['onEvent'] = () => {};
  #end: (result: FoundPython | MissingPython) => void = () => {};

  /** To be given to a workshop. */
  readonly begin = () => new Preparation({ work: (told) => this.#work(told) });

  #work({ signal, onEvent }: Parameters<Work>[0]): Promise<FoundPython | MissingPython> {
    this.begun += 1;
    this.#onEvent = onEvent;
    return new Promise((resolve, reject) => {
      this.#end = resolve;
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  installs(name: string, count: number): void {
    this.#onEvent({ phase: 'installing', package: name, count, total: TOTAL, sentence: `Installing ${name}` });
  }

  ends(result: FoundPython | MissingPython): void {
    this.#end(result);
  }
}
