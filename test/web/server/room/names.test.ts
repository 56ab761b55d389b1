import { expect, test } from 'vitest';
import { readName } from '../../../../web/server/room/names.ts';

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['Зоя', 'Зоя'],
  ['عمر', 'عمر'],
  ['李 小龙', '李 小龙'],
  ['Nguyễn', 'Nguyễn'],
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['=CMD()', '=CMD()'],
  ['__proto__', '__proto__'],
  ['👩‍💻 Ada', '👩‍💻 Ada'],
])('%j is the name %j', (given, name) => {
  expect(readName(given)).toMatchObject({ ok: true, name });
});

test.each([
  ['', 'with a letter or a digit'],
  ['…!', 'with a letter or a digit'],
  ['a\u202Eb', 'hidden character'],
  ['a\u0000b', 'hidden character'],
  ['a\u200Bb', 'hidden character'],
  ['x'.repeat(33), 'at most 32 characters, got 33'],
  [`z${'\u0300'.repeat(40)}`, 'stacked marks'],
])('%j is none', (given, problem) => {
  expect(readName(given)).toEqual({ ok: false, problem: expect.stringContaining(problem) });
});

test('names that look alike are the same', () => {
  const folded = ['Ada B', 'ADA b', 'Ａｄａ Ｂ', 'adaB'].map((name) => {
    const read = readName(name);
    return read.ok ? read.folded : undefined;
  });
  expect(new Set(folded)).toEqual(new Set(['adab']));
});
