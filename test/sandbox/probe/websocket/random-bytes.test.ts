import { expect, test } from 'vitest';
import { randomBytes } from '../../../../sandbox/probe/websocket/random-bytes.ts';

test('as many bytes come as are asked for, and never the same again', () => {
  const drawn = Array.from({ length: 1_000 }, () => randomBytes(16).toString('hex'));
  expect(drawn.filter((bytes) => bytes.length !== 32)).toEqual([]);
  expect(new Set(drawn).size).toBe(1_000);
});

test('every byte is drawn, the first and the last of a pool too', () => {
  const all = Array.from({ length: 40 }, () => randomBytes(1_024));
  for (const bytes of [...all, randomBytes(4_096)]) expect(bytes.indexOf(Buffer.alloc(16))).toBe(-1);
});

test('bytes that were given do not change when others are drawn', () => {
  const given = randomBytes(16);
  const before = given.toString('hex');
  for (let drawn = 0; drawn < 3; drawn++) randomBytes(4_096);
  expect(given.toString('hex')).toBe(before);
});
