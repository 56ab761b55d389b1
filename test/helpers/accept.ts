import { createHash } from 'node:crypto';

/** What the answer to an opening handshake with that key has to hold (RFC 6455, section 4.2.2). */
export function acceptFor(key: string): string {
  return createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
}
