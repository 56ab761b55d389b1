import { expect, test } from 'vitest';
import { parseBrowserMessage } from '../../web/protocol.ts';

test.each([
  ['no JSON', '{'],
  ['lists in lists', '['.repeat(60_000) + ']'.repeat(60_000)],
  ['lists in lists inside a message', `{"type":"stop","run":1,"x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
])('%s is no control message, and the problem says so', (_what, text) => {
  expect(parseBrowserMessage(text)).toEqual({ ok: false, problem: expect.stringContaining('as JSON') });
});

test('brackets in a source are text', () => {
  const message = { type: 'run', run: 1, step: 'a', dialect: 'ws', source: '['.repeat(50_000) };
  expect(parseBrowserMessage(JSON.stringify(message))).toEqual({ ok: true, message });
});
