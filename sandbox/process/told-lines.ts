/**
 * The lines that a sandbox process writes on its channel, as messages. The first line says with which key each of them begins; what
 * does not begin with it, or is no message, is abuse, and nothing after it is read.
 */

import { KEY_LENGTH } from '../system/descriptors.ts';
import { MESSAGE_CHARACTERS } from '../system/limits.ts';
import type { FromProcess } from './messages.ts';
import { parseMessage } from './messages.ts';

export interface ToldLinesParts {
  onMessage(message: FromProcess): void;
  /** Called once. */
  onAbuse(): void;
}

export class ToldLines {
  readonly #parts: ToldLinesParts;
  #key: string | undefined;
  #unread = '';
  #isAbused = false;

  constructor(parts: ToldLinesParts) {
    this.#parts = parts;
  }

  /** Takes the next piece of the stream, a line a step. */
  *take(text: string): Generator<void> {
    if (this.#isAbused) return;
    const lines = (this.#unread + text).split('\n');
    this.#unread = lines.pop() ?? '';
    for (const [index, line] of lines.entries()) {
      if (index > 0) yield;
      if (!this.#takeLine(line)) return this.#abused();
    }
    if (this.#unread.length > MESSAGE_CHARACTERS) this.#abused();
  }

  #takeLine(line: string): boolean {
    this.#key ??= line.slice(0, KEY_LENGTH);
    const message = line.startsWith(this.#key) ? parseMessage(line.slice(KEY_LENGTH)) : undefined;
    if (message) this.#parts.onMessage(message);
    return message !== undefined;
  }

  #abused(): void {
    this.#isAbused = true;
    this.#parts.onAbuse();
  }
}
