/**
 * Random values from a secret seed, in streams.
 *
 * Each stream is the key stream of AES in counter mode, with a key of its own: HMAC-SHA-256 of its name under the seed. Whoever sees
 * all values of one stream learns nothing of the seed and nothing of any other stream.
 */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

/** Bytes of a seed: more than anybody can try. */
const SEED_BYTES = 16;
/** Bytes for one number; with this many the remainder's bias is far below one in a million. */
const NUMBER_BYTES = 6;
const BLOCK = Buffer.alloc(NUMBER_BYTES * 128);
const COUNTER = Buffer.alloc(16);

export interface Random {
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
  pick<T>(items: readonly T[]): T;
  shuffle<T>(items: readonly T[]): T[];
}

/** 128 bits as 32 hexadecimal digits. */
export function drawSeed(): string {
  return randomBytes(SEED_BYTES).toString('hex');
}

/** For a file that is kept under version control: whatever is drawn, it is the same each time that it is written. */
export const FIXED_SEED = '0'.repeat(2 * SEED_BYTES);

/** The same seed and stream give the same values in the same order. */
export function createRandom(seed: string, stream: string): Random {
  const key = createHmac('sha256', seed).update(stream).digest().subarray(0, 16);
  const cipher = createCipheriv('aes-128-ctr', key, COUNTER);
  let block = BLOCK;
  let at = block.length;
  function between(low: number, high: number): number {
    if (at === block.length) {
      block = cipher.update(BLOCK);
      at = 0;
    }
    const value = block.readUIntBE(at, NUMBER_BYTES);
    at += NUMBER_BYTES;
    return low + (value % (high - low + 1));
  }
  return {
    between,
    pick: (items) => items[between(0, items.length - 1)]!,
    shuffle(items) {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = between(0, last);
        [shuffled[last], shuffled[other]] = [shuffled[other]!, shuffled[last]!];
      }
      return shuffled;
    },
  };
}
