import { scenario } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { isExpectation } from '../../../sandbox/scenario/entry.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';

describe('a scenario', () => {
  const given = scenario({
    title: 't',
    talk: (draw) => ({ send: { opcode: 'text', text: draw.word() }, reply: { match: { anything: true } } }),
    script: (draw) =>
      Array.from({ length: draw.between(2, 9) }, () => draw.client('A').sends({ opcode: 'text', text: draw.word() })).flat(),
  });

  test('plays the same with the same seed, and another with another', () => {
    expect(resolveScenario(given, 'seven')).toEqual(resolveScenario(given, 'seven'));
    expect(JSON.stringify(resolveScenario(given, 'seven').entries)).not.toBe(JSON.stringify(resolveScenario(given, 'eight').entries));
  });

  test('begins with a bystander and ends with the four questions', () => {
    const { entries } = resolveScenario(given, 'seven');
    expect(entries[0]).toMatchObject({ do: 'open', connection: 'B' });
    expect(new Set(entries.flatMap(({ question }) => question ?? []))).toEqual(new Set(['pong', 'bystander', 'newcomer', 'nothing-left']));
    expect(entries.filter(isExpectation).every(({ sentence }) => sentence.length > 0)).toBe(true);
  });

  test('expects of its bystander only what decides nothing where A fails, too', () => {
    const { entries } = resolveScenario(given, 'seven');
    expect(entries.filter((entry) => isExpectation(entry) && entry.soft)).toMatchObject([
      { expect: 'opens', connection: 'B', name: 'bystander-opens' },
      { expect: 'receives', connection: 'B', name: 'bystander-before' },
    ]);
  });

  test('that wants no questions is its script alone, and one that wants no pauses has none', () => {
    const script = given.script(createDraw('seven'));
    expect(resolveScenario({ ...given, questions: false, pauses: false }, 'seven').entries).toEqual(script);
    const pauses = (wanted: boolean) =>
      resolveScenario({ ...given, pauses: wanted }, 'seven').entries.filter((entry) => 'pauseMs' in entry).length;
    expect([pauses(false), pauses(true) > 0]).toEqual([0, true]);
  });
});

test('a script may differ from dialect to dialect', () => {
  const given = scenario({
    title: 't',
    talk: () => ({ send: { opcode: 'text', text: 'x' }, reply: { match: { anything: true } } }),
    questions: false,
    script: ({ dialect, client }) => client('A').opens({ name: dialect }),
  });
  expect((['ws', 'fastapi'] as const).map((dialect) => resolveScenario(given, 'seven', dialect).entries.at(-1)?.name)).toEqual([
    'ws',
    'fastapi',
  ]);
});
