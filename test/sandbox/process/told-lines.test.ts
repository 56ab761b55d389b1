import { expect, test } from 'vitest';
import type { FromProcess } from '../../../sandbox/process/messages.ts';
import { ToldLines } from '../../../sandbox/process/told-lines.ts';
import { MESSAGE_CHARACTERS } from '../../../sandbox/system/limits.ts';

const KEY = '0123456789abcdef0123456789abcdef';
const line = (message: object, key = KEY) => `${key}${JSON.stringify(message)}\n`;

/** What came of these pieces of the stream. */
function taken(...pieces: string[]): { messages: FromProcess[]; abused: number } {
  const came = { messages: [] as FromProcess[], abused: 0 };
  const lines = new ToldLines({ onMessage: (message) => came.messages.push(message), onAbuse: () => (came.abused += 1) });
  for (const piece of pieces) for (const _ of lines.take(piece));
  return came;
}

const two = line({ type: 'ready' }) + line({ type: 'loaded' });

test('messages are the same wherever the stream is split', () => {
  for (let at = 0; at <= two.length; at++)
    expect(taken(two.slice(0, at), two.slice(at))).toEqual({ messages: [{ type: 'ready' }, { type: 'loaded' }], abused: 0 });
});

test.each([
  ['another key', line({ type: 'loaded' }, KEY.toUpperCase())],
  ['no message', line({ type: 'none of them' })],
  ['a line without an end', 'x'.repeat(MESSAGE_CHARACTERS + 1)],
])('%s is abuse: it is told once, and nothing after it is read', (_what, bad) => {
  expect(taken(line({ type: 'ready' }), bad, two, bad)).toEqual({ messages: [{ type: 'ready' }], abused: 1 });
});
