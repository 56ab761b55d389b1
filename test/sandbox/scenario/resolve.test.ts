import { describe, expect, test } from 'vitest';
import { isExpectation } from '../../../sandbox/scenario/entry.ts';
import { scenario } from '../../../sandbox/scenario/index.ts';
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
});
