/** The way to a seat: with the code of the room and a name, or with the code of a seat that one had. */
import { signal } from '@preact/signals';
import type { MeView } from '../../../room-messages.ts';

export type Field = 'code' | 'name' | 'seatCode';

export interface DoorParts {
  join(code: string, name: string): Promise<MeView>;
  retake(seatCode: string): Promise<MeView>;
}

export class Door {
  readonly code = signal('');
  readonly name = signal('');
  readonly seatCode = signal('');
  readonly isAsking = signal(false);
  /** The workshop's sentence, and where it belongs. `time` goes up with each, so that the same one is noticed again. */
  readonly problem = signal<{ at: Field; sentence: string; time: number } | undefined>(undefined);
  /** The seat, once it is taken. */
  readonly seat = signal<MeView['seat']>(undefined);
  /** It was this learner's before. */
  isOld = false;
  readonly #parts: DoorParts;

  constructor(parts: DoorParts, href: string) {
    this.#parts = parts;
    this.code.value = new URL(href).searchParams.get('code') ?? '';
  }

  join(): Promise<void> {
    return this.#ask(() => this.#parts.join(this.code.value, this.name.value), 'name');
  }

  retake(): Promise<void> {
    return this.#ask(() => this.#parts.retake(this.seatCode.value), 'seatCode');
  }

  async #ask(ask: () => Promise<MeView>, about: 'name' | 'seatCode'): Promise<void> {
    if (this.isAsking.value) return;
    this.isAsking.value = true;
    this.problem.value = undefined;
    try {
      const { seat } = await ask();
      this.isOld = about === 'seatCode';
      this.seat.value = seat;
    } catch (failure) {
      const at = about === 'name' && isAboutCode(failure) ? 'code' : about;
      this.problem.value = { at, sentence: (failure as Error).message, time: performance.now() };
    }
    this.isAsking.value = false;
  }
}

/** Of a wrong code, and of too many of them. */
function isAboutCode(failure: unknown): boolean {
  return [403, 429].includes((failure as { status?: number }).status ?? 0);
}
