/** What a scenario draws: secret, nasty, and the same again with the same seed. */
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { drawSeed } from '../../../sandbox/scenario/random.ts';

const MANY = Array.from({ length: 60 });
const words = (seed = drawSeed()) => {
  const draw = createDraw(seed);
  return MANY.map(() => draw.word());
};

test('a seed has 128 bits', () => {
  expect(drawSeed()).toMatch(/^[0-9a-f]{32}$/);
  expect(drawSeed()).not.toBe(drawSeed());
});

test('the same seed draws the same, and another seed something else', () => {
  expect(words('one')).toEqual(words('one'));
  expect(words('one')).not.toEqual(words('another'));
});

test('a connection has one builder, however often it is asked for', () => {
  const draw = createDraw('seed');
  expect(draw.client('A')).toBe(draw.client('A'));
});

test('how a connection is opened depends on its name and its id, and the dialect is async where nothing is said', () => {
  const draw = createDraw('seed', { connect: (_draw, { name, id }) => ({ path: `/${name}/${id}` }) });
  expect(draw.client('A').opens()[0]).toMatchObject({ path: `/A/${draw.client('A').id}` });
  expect([draw.dialect, createDraw('seed', { dialect: 'ws' }).dialect]).toEqual(['async', 'ws']);
});

test('an id says nothing about what else is drawn: it is the same whatever was drawn before it', () => {
  const late = createDraw('seed');
  MANY.forEach(() => {
    late.word();
  });
  expect(late.client('A').id).toBe(createDraw('seed').client('A').id);
  expect(late.client('A').id).not.toBe(late.client('B').id);
});

test('an id stands in a path for itself, in many shapes', () => {
  const ids = MANY.map(() => createDraw(drawSeed()).client('A').id);
  expect(ids.filter((id) => encodeURIComponent(id) !== id || new URL(`http://h/ws/${id}`).pathname !== `/ws/${id}`)).toEqual([]);
  expect(new Set(ids.map((id) => id.replaceAll(/[a-z]+/gi, 'x').replaceAll(/\d+/g, '9'))).size).toBeGreaterThan(8);
});

describe.each(['one', 'two', 'three', 'four', 'five'])('the words of seed %s', (seed) => {
  test('are different, and one line each', () => {
    expect(new Set(words(seed)).size).toBe(60);
    expect(words(seed).filter((word) => /[\n\r%]/.test(word) || word.length > 100)).toEqual([]);
  });

  test('soon hold each thing that careless handlers trip over', () => {
    const all = words(seed).slice(0, 12);
    for (const trap of [/^\s|\s$/, /[^\x20-\x7e]/, /"/, /'/, /\\/, /\p{Emoji_Presentation}/u, /[{}]/, /"type":/, /</])
      expect(all.some((word) => trap.test(word))).toBe(true);
  });

  test('bad messages are never JSON, and begin in many ways', () => {
    const draw = createDraw(seed);
    const bad = MANY.map(() => draw.badJson());
    expect(bad.filter(isJson)).toEqual([]);
    expect(new Set(bad.map((text) => text.slice(0, 2))).size).toBeGreaterThan(10);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
