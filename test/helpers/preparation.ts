/** A preparation of FastAPI that goes on when the test says so. */
import { type FoundPython, type MissingPython, Preparation } from '../../sandbox/index.ts';
import type { Work } from '../../sandbox/runtimes/python/preparation.ts';

/** Of a made-up system. */
export const MISSING: MissingPython = { reason: 'no Python from 3.10 on was found', remedy: 'sudo apt-get install python3 python3-venv' };
export const FOUND: FoundPython = {
  ...{ python: '/nowhere/python', from: 'workshop', path: [], readable: [], hidden: [], libraries: [] },
  versions: { python: '3.13.1', fastapi: '0.165.0', uvicorn: '0.54.0' },
};
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
    this.#onEvent({ phase: 'installing', count, total: TOTAL, sentence: `Installing ${name}` });
  }

  ends(result: FoundPython | MissingPython): void {
    this.#end(result);
  }
}
