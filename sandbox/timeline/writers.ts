/** Which line wrote which bytes of each connection, as a sandbox process tells it: claims that stand beside what the probe saw. */
import { CONNECTIONS, WRITERS } from '../system/limits.ts';
import type { SourceLocation } from './testimony.ts';

/** `from`: how many bytes had been written before. Without `at` no line of the learner's is known. */
interface Writer {
  from: number;
  at?: SourceLocation;
}

export class Writers {
  /** By the connection's number, in the order in which they were told. */
  readonly #told = new Map<number, Writer[]>();
  /** How many bytes of each connection are accounted for: who wrote what came after them was not told any more. */
  readonly #written = new Map<number, number>();
  #left = WRITERS + CONNECTIONS;

  /** One more; what is too much is left out. */
  add(connection: number, writer: Writer): void {
    if (this.#left === 0) return;
    this.#left -= 1;
    const told = this.#told.get(connection);
    if (told) told.push(writer);
    else this.#told.set(connection, [writer]);
  }

  /** The process has told all lines up to there. */
  told(connection: number, written: number): void {
    this.#written.set(connection, written);
  }

  /** The line that wrote the byte before `end`. Of one connection this is asked from its first bytes to its last. */
  lineBefore(end: number, connection: number): SourceLocation | undefined {
    if (end > (this.#written.get(connection) ?? 0)) return undefined;
    const told = this.#told.get(connection) ?? [];
    while (told[1] && told[1].from < end) told.shift();
    return told[0] && told[0].from < end ? told[0].at : undefined;
  }
}
