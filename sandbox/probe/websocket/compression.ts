/** Compressed messages, RFC 7692: the probe offers permessage-deflate as a browser does, and reads what a handler then sends. */
import { constants, inflateRawSync } from 'node:zlib';

/** What browsers offer. */
export const OFFERED_EXTENSIONS = 'permessage-deflate; client_max_window_bits';
/** How far back a compressed message may refer, over earlier messages too; section 7.1.2. */
const WINDOW_BYTES = 32 * 1024;
/** What the sender left away at the end of each message; section 7.2.2. */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const PARAMETERS = /^(server_no_context_takeover|client_no_context_takeover|(server|client)_max_window_bits(=(8|9|1[0-5]))?)$/;

/** What is wrong with the extensions that the handler chose, if anything is. */
export function extensionProblem(chosen: string | undefined): string | undefined {
  if (chosen === undefined) return undefined;
  const [name, ...parameters] = chosen.split(';').map((part) => part.trim().replaceAll('"', ''));
  if (name !== 'permessage-deflate' || chosen.includes(','))
    return `the 101 chooses the extensions ${JSON.stringify(chosen.slice(0, 80))}, which were not offered`;
  const unknown = parameters.find((parameter) => !PARAMETERS.test(parameter));
  return unknown === undefined
    ? undefined
    : `the 101 chooses permessage-deflate with ${JSON.stringify(unknown.slice(0, 80))}, which RFC 7692 does not know`;
}

export type Inflated = { kind: 'whole'; message: Buffer } | { kind: 'corrupt' } | { kind: 'too-long' };

/** Inflates one connection's messages, one after the other. */
export class Inflater {
  #window: Buffer = Buffer.alloc(0);

  /** `payload` is that of all frames of the message; it may come to `max` bytes. */
  inflate(payload: Buffer, max: number): Inflated {
    try {
      const message = inflateRawSync(Buffer.concat([payload, TAIL]), {
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: max,
        ...(this.#window.length > 0 ? { dictionary: this.#window } : {}),
      });
      // Not the message itself: a part of it would keep all of it.
      this.#window = Buffer.concat([this.#window, message.subarray(-WINDOW_BYTES)]).subarray(-WINDOW_BYTES);
      return { kind: 'whole', message };
    } catch (failure) {
      return { kind: (failure as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'corrupt' };
    }
  }
}
