/** The codes that people read from a wall and type: no letter that looks like a digit. */
import { createHmac, randomInt } from 'node:crypto';
import { sameToken } from '../guard.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const JOIN_LETTERS = 6;
const SEAT_LETTERS = 8;

/** 30 bits: guesses are rate-limited. */
export function newJoinCode(): string {
  return Array.from({ length: JOIN_LETTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** As it was typed: in small letters, with spaces or dashes. */
export function readCode(given: string): string {
  return given.toUpperCase().replaceAll(/[\s-]/g, '');
}

/** `12-K7Q2-M9XD`: the seat, and 40 bits that only the workshop can make. */
export function seatCodeOf(secret: string, seat: number): string {
  const digest = createHmac('sha256', secret).update(`seat code of ${seat}`).digest();
  const letters = [...digest.subarray(0, SEAT_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
  return `${seat}-${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The seat that a code opens. */
export function readSeatCode(secret: string, given: string): number | undefined {
  const seat = Number(/^\s*(\d{1,6})\s*-/.exec(given)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(seat)) return undefined;
  return sameToken(readCode(given), readCode(seatCodeOf(secret, seat))) ? seat : undefined;
}

/** A cookie that is one seat's. With each generation the cookies of the one before are no longer good. */
export function passOf(secret: string, seat: number, generation: number): string {
  const digest = createHmac('sha256', secret).update(`pass of ${seat} in generation ${generation}`).digest('base64url');
  return `${seat}.${generation}.${digest}`;
}

/** What a pass says, where the workshop made it. */
export function readPass(secret: string, given: string): { seat: number; generation: number } | undefined {
  const [, seat, generation] = /^(\d{1,9})\.(\d{1,9})\.[\w-]{43}$/.exec(given) ?? [];
  if (seat === undefined || generation === undefined) return undefined;
  const pass = { seat: Number(seat), generation: Number(generation) };
  return sameToken(given, passOf(secret, pass.seat, pass.generation)) ? pass : undefined;
}
