/** Finds the end of an HTTP message's body without keeping it (RFC 9112, section 7). Pure: bytes in, what is left behind it out. */
import type { Framing } from './http-head.ts';

/** The longest line between chunks that is read, in bytes: a chunk's extensions and trailers are part of it. */
const MAX_LINE_BYTES = 16 * 1024;

export class HttpBody {
  #left: number;
  /** Of a body in chunks: what comes next. */
  #next: 'size' | 'end-of-chunk' | 'trailer' | undefined;
  #line = '';
  #isIllegal = false;
  readonly #onData: (bytes: Buffer) => void;

  /** `onData` gets the body itself, part by part. */
  constructor(framing: Framing, onData: (bytes: Buffer) => void = () => {}) {
    this.#left = framing.kind === 'length' ? framing.bytes : framing.kind === 'stream' ? Number.POSITIVE_INFINITY : 0;
    this.#next = framing.kind === 'chunked' ? 'size' : undefined;
    this.#onData = onData;
  }

  get isWhole(): boolean {
    return this.#left === 0 && this.#next === undefined;
  }

  /** Its chunks cannot be told apart. */
  get isIllegal(): boolean {
    return this.#isIllegal;
  }

  /** Takes what belongs to the body, and gives what comes behind it. */
  take(bytes: Buffer): Buffer {
    let rest = bytes;
    while (rest.length > 0 && !this.isWhole && !this.#isIllegal) rest = this.#left > 0 ? this.#takeData(rest) : this.#takeLine(rest);
    return rest;
  }

  #takeData(bytes: Buffer): Buffer {
    const data = bytes.subarray(0, Math.min(bytes.length, this.#left));
    this.#left -= data.length;
    this.#onData(data);
    return bytes.subarray(data.length);
  }

  #takeLine(bytes: Buffer): Buffer {
    const end = bytes.indexOf('\n');
    this.#line += bytes.toString('latin1', 0, end < 0 ? bytes.length : end);
    if (this.#line.length > MAX_LINE_BYTES) this.#isIllegal = true;
    if (end < 0) return bytes.subarray(bytes.length);
    this.#lineCame(this.#line.trim());
    this.#line = '';
    return bytes.subarray(end + 1);
  }

  #lineCame(line: string): void {
    if (this.#next === 'size') {
      const size = /^[0-9a-f]{1,12}(?=;|\s|$)/i.exec(line)?.[0];
      if (size === undefined) this.#isIllegal = true;
      this.#left = Number.parseInt(size ?? '0', 16);
      this.#next = this.#left === 0 ? 'trailer' : 'end-of-chunk';
    } else if (this.#next === 'end-of-chunk') this.#next = 'size';
    else if (line === '') this.#next = undefined;
  }
}
