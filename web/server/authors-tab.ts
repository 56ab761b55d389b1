import { SandboxError } from '../../sandbox/index.ts';
import type { CheckMessage, WorkshopMessage } from '../protocol.ts';
import type { AuthorsDesk } from './authors-desk.ts';

/** A tab's table of a step: the newest request takes the place of what is under way. */
export class AuthorsTab {
  readonly #desk: AuthorsDesk | undefined;
  readonly #send: (message: WorkshopMessage) => void;
  #checking = new AbortController();

  constructor(desk: AuthorsDesk | undefined, send: (message: WorkshopMessage) => void) {
    this.#desk = desk;
    this.#send = send;
  }

  async check({ step, seeds }: CheckMessage): Promise<void> {
    this.leave();
    this.#checking = new AbortController();
    const problem = 'The table of a step is there where lessons are written: start with the command dev.';
    if (!this.#desk) return this.#send({ type: 'sandbox-error', message: problem });
    try {
      await this.#desk.check(step, seeds, this.#send, this.#checking.signal);
    } catch (failure) {
      this.#send({ type: 'check-failed', step, message: failure instanceof SandboxError ? failure.message : String(failure) });
    }
  }

  leave(): void {
    this.#checking.abort();
  }
}
