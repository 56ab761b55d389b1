/** A further runtime is a folder, this one, and a line: the one in which the sandbox is opened. */

import { scenario, text } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import type { Draw, Exchange } from '../../../../sandbox/scenario/language.ts';
import { startSandbox } from '../../../helpers/sandbox.ts';
import { createToy } from './toy.ts';

const sandbox = startSandbox({ runtimes: [createToy()] });
afterAll(() => sandbox.close());

function talk(draw: Draw): Exchange {
  const word = draw.word();
  return { send: text(word), reply: { match: { text: `hello ${word}` } } };
}

const greeting = scenario({
  title: 'every message is greeted',
  talk,
  script(draw) {
    const a = draw.client('A');
    return [...a.opens(), ...a.staysOpen(60_000), ...a.pings(), ...a.asks(talk(draw)), ...a.leaves()];
  },
});

test('a handler in the toy language is run, probed and judged like any other', async () => {
  const { verdict, timeline } = await sandbox.run({ source: 'hello %', dialect: 'toy', scenario: greeting });
  expect(verdict).toEqual({ kind: 'working' });
  expect(timeline.filter(({ kind }) => kind === 'handshake-accepted').length).toBeGreaterThan(4);
});

test('a broken one is told from it by the wire', async () => {
  const { verdict } = await sandbox.run({ source: 'goodbye %', dialect: 'toy', scenario: greeting });
  expect(verdict).toMatchObject({ kind: 'broken', observedKind: 'other-content' });
});

test('what does not compile is not started', async () => {
  const { verdict } = await sandbox.run({ source: 'hello\n%', dialect: 'toy', scenario: greeting });
  expect(verdict).toMatchObject({ kind: 'did-not-compile', diagnostics: [{ at: { line: 2, column: 1 } }] });
});

test('a dialect that no runtime runs is refused with those that are', async () => {
  const run = sandbox.run({ source: '', dialect: 'cobol', scenario: greeting });
  await expect(run).rejects.toThrow('Expected a dialect that is run here (async, ws, fastapi, toy), got cobol.');
});
