/** What a handler gets to read: every drawn form, fair and traceable. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../sandbox/scenario/random.ts';
import { drawClientId, drawWords } from '../../../sandbox/scenario/words.ts';
import { HIGHEST, LOWEST } from '../../helpers/random.ts';

const times = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe('words', () => {
  test('hold the syllables that were drawn, in whatever dress', () => {
    const { word } = drawWords(LOWEST);
    expect(times(100, word).filter((drawn) => !drawn.includes('bababa'))).toEqual([]);
  });

  test('come in every dress before one comes again', () => {
    const { word } = drawWords(LOWEST);
    const pairs = times(21, word);
    expect(new Set(pairs).size).toBe(21);
    expect(times(21, word)).toEqual(pairs);
  });

  test.each([
    ['a blank before and after', /^ .* $/],
    ['a tab', /\t$/],
    ['a backslash and an n', /\\n/],
    ['an escape of JSON', /\\u0041/],
    ['what looks like a template', /\$\{/],
    ['what looks like HTML', /<b>.*<\/b>&amp;/],
    ['words of JSON', /null, .*|: true/],
    ['letters beyond ASCII', /naïve .* façade/],
    ['a letter of two characters', /e\u0301/],
    ['other scripts', /日本語|Ωμέγα/],
    ['an emoji of several', /🦊👩‍🚀/],
    ['what looks like an option or SQL', /--.*=1; #/],
    ['a name that objects know', /__proto__/],
    ['a whole object', /\{"type":".*"\}/],
    ['a whole list', /\[".*",null\]/],
    ['quotes of each kind', /".*".*|'.*'|`.*`/],
  ])('have among them %s', (_what, form) => {
    const { word } = drawWords(LOWEST);
    expect(times(21, word).some((drawn) => form.test(drawn))).toBe(true);
  });
});

describe('bad messages', () => {
  const bad = () => {
    const { badJson } = drawWords(LOWEST);
    return times(30, badJson);
  };

  test('hold the syllables that were drawn, but for those that hold nothing at all', () => {
    const without = new Set(bad().filter((message) => !message.includes('bababa')));
    expect(without).toEqual(new Set(['', ' ', 'undefined', '[object Object]', '\u00a0{}']));
  });

  test('begin by turns as JSON does and otherwise', () => {
    const everyOther = (from: number) => bad().filter((_message, index) => index % 2 === from);
    expect([0, 1].map((from) => everyOther(from).every(looksLikeJson)).toSorted()).toEqual([false, true]);
  });

  test('are all different as long as there are others', () => {
    expect(new Set(bad().slice(0, 24)).size).toBe(24);
  });
});

const looksLikeJson = (message: string) => /^(\{"type":"hi"|\["|")/.test(message);

describe('an id', () => {
  const ids = times(400, () => 0).map((_, index) => drawClientId(createRandom(`seed ${index}`, 'id')));
  const word = '([bdfgklmnprstvz][aeiou]){3,5}';

  test.each([
    ['a UUID', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/],
    ['32 hexadecimal digits', /^[0-9a-f]{32}$/],
    ['a number that is too long for a number', /^7\d{20,30}$/],
    ['words and a number', new RegExp(`^test-client-of-${word}-\\d{3}$`)],
    ['capital letters', new RegExp(`^${word.toUpperCase()}_\\d{18}$`)],
    ['dots', new RegExp(`^user\\.${word}\\.of\\.team\\.[0-9a-f]{4}$`)],
    ['brackets and a tilde', new RegExp(`^~${word}!\\(\\d{12}\\)\\*$`)],
    ['a quote', new RegExp(`^-${word}'s\\.second\\.tab-\\d{3}$`)],
    ['dashes on both ends of several words', new RegExp(`^${word}--${word}_${word}--$`)],
  ])('may be %s', (_what, shape) => {
    expect(ids.filter((id) => shape.test(id)).length).toBeGreaterThan(20);
  });

  test('has every digit and every syllable sooner or later', () => {
    const letters = (pattern: RegExp) =>
      new Set(
        ids
          .filter((id) => pattern.test(id))
          .join('')
          .replaceAll('-', ''),
      );
    expect([...letters(/^[0-9a-f]{32}$/)].toSorted().join('')).toBe('0123456789abcdef');
    expect([...letters(/^7\d+$/)].toSorted().join('')).toBe('0123456789');
    expect([...letters(/--$/)].toSorted().join('')).toBe('_abdefgiklmnoprstuvz');
  });

  test('is as long as the numbers that are drawn say', () => {
    const picking = (index: number, random = LOWEST) =>
      drawClientId({ ...random, pick: (items) => items[Math.min(index, items.length - 1)]! });
    expect([picking(0), picking(0, HIGHEST)]).toEqual(['00000000-0000-4000-a000-000000000000', 'ffffffff-ffff-4fff-afff-ffffffffffff']);
  });
});
