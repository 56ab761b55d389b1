/** The header at the front of a frame's bytes, whether it is legal or not (RFC 6455, section 5.2). Pure; it runs in a browser too. */

export interface FrameHead {
  fin: boolean;
  /** RSV1, RSV2 and RSV3. */
  rsv: [boolean, boolean, boolean];
  /** From 0 to 15. */
  opcode: number;
  masked: boolean;
  /** The seven bits: a length up to 125, or 126 or 127 where it follows in two or eight bytes. */
  short: number;
  /** The length's bytes behind the first two; fewer than two or eight where the rest did not come. */
  extended: Uint8Array;
  /** The length in bytes that the header claims; undefined where the rest of it did not come. */
  length?: number;
  /** The masking key of four bytes; empty where the frame is not masked, or the key did not come. */
  key: Uint8Array;
  /** Where the payload begins, in bytes. */
  begin: number;
}

/** undefined where there are not even two bytes. */
export function readFrameHead(front: Uint8Array): FrameHead | undefined {
  const [first, second] = front;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const size = short === 126 ? 2 : short === 127 ? 8 : 0;
  const extended = front.subarray(2, 2 + size);
  const masked = (second & 0x80) !== 0;
  const key = masked ? front.subarray(2 + size, 6 + size) : new Uint8Array();
  return {
    fin: (first & 0x80) !== 0,
    rsv: [(first & 0x40) !== 0, (first & 0x20) !== 0, (first & 0x10) !== 0],
    opcode: first & 0x0f,
    masked,
    short,
    extended,
    length: size === 0 ? short : extended.length === size ? numberOf(extended) : undefined,
    key: key.length === 4 ? key : new Uint8Array(),
    begin: 2 + size + (masked ? 4 : 0),
  };
}

/** The payload's bytes as they were before they were masked (section 5.3); the same ones without a key. */
export function unmask(payload: Uint8Array, key: Uint8Array): Uint8Array {
  return key.length === 0 ? payload : payload.map((byte, index) => byte ^ (key[index & 3] ?? 0));
}

/** Bytes of an even number of hex digits. */
export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length >> 1 }, (_, index) => Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

/** "81 05 48". */
export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** "1 byte", "70,000 bytes". */
export function countBytes(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en-US')} bytes`;
}

/** Network byte order: the most significant byte comes first. Beyond 2^53 it is rounded. */
function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
}
