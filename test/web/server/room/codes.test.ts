import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newJoinCode, passOf, readCode, readPass, readSeatCode, seatCodeOf } from '../../../../web/server/room/codes.ts';
import { Guesses } from '../../../../web/server/room/guesses.ts';

const SECRET = 'the secret of this room';

test('a join code has six letters that nobody takes for another', () => {
  for (let count = 0; count < 200; count++) expect(newJoinCode()).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
  expect(readCode(' k7q-2m9 ')).toBe('K7Q2M9');
});

test('a seat code and a pass open the seat that they were made for, in this room only', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 50 }), (seat, generation) => {
      expect(readSeatCode(SECRET, seatCodeOf(SECRET, seat))).toBe(seat);
      expect(readSeatCode(SECRET, seatCodeOf('another room', seat))).toBeUndefined();
      expect(readPass(SECRET, passOf(SECRET, seat, generation))).toEqual({ seat, generation });
      expect(readPass('another room', passOf(SECRET, seat, generation))).toBeUndefined();
      expect(readPass(SECRET, passOf(SECRET, seat, generation).replace(/^\d+/, String(seat + 1)))).toBeUndefined();
    }),
  );
});

test('nothing else is a pass or a seat code, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,8}[.-].*$/)), (given) => {
      expect([readPass(SECRET, given), readSeatCode(SECRET, given)]).toEqual([undefined, undefined]);
    }),
  );
});

test('after thirty wrong codes from one address it waits, and others do not', () => {
  let nowMs = 0;
  const guesses = new Guesses(() => nowMs);
  for (let count = 0; count < 30; count++) {
    expect(guesses.waitFor('10.0.0.7')).toBe(0);
    guesses.wrong('10.0.0.7');
  }
  expect([guesses.waitFor('10.0.0.7'), guesses.waitFor('10.0.0.8')]).toEqual([60, 0]);
  nowMs = 59_000;
  expect(guesses.waitFor('10.0.0.7')).toBe(1);
  nowMs = 60_000;
  expect(guesses.waitFor('10.0.0.7')).toBe(0);
});

test('after a hundred and twenty wrong codes from anywhere everybody waits', () => {
  const guesses = new Guesses(() => 0);
  for (let count = 0; count < 120; count++) guesses.wrong(`10.0.0.${count}`);
  expect(guesses.waitFor('10.9.9.9')).toBe(60);
});
