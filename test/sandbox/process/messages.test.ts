import { expect, test } from 'vitest';
import { parseMessage } from '../../../sandbox/process/messages.ts';
import { CONNECTIONS, WRITERS } from '../../../sandbox/system/limits.ts';

const progress = { A: { read: 1, written: 2, unsent: false, reading: true, readEnded: false, writeEnded: false } };

const writer = (line: number) => ({ connection: '0', from: 5, at: { line, column: 1 } });

test.each([
  { type: 'ready' },
  { type: 'rested', ticket: 1, nowMs: 0, progress },
  { type: 'rested', ticket: 1, nowMs: 0, progress, writers: [writer(1), { connection: '0', from: 9 }] },
  { type: 'told', fact: { kind: 'output', stream: 'stdout', text: 'x' }, connection: 'A', nowMs: 5, progress },
])('$type is a message', (message) => {
  expect(parseMessage(JSON.stringify(message))).toEqual(message);
});

test.each([
  ['nothing', ''],
  ['no JSON', '{'],
  ['another type', '{"type":"verdict"}'],
  ['output without text', JSON.stringify({ type: 'told', fact: { kind: 'output', stream: 'stdout' }, nowMs: 0, progress })],
  [
    'a fact of the wire',
    JSON.stringify({ type: 'told', fact: { kind: 'frame-received', opcode: 'text', fin: true, bytes: 1 }, nowMs: 0, progress }),
  ],
  [
    'an error without a stack',
    JSON.stringify({ type: 'told', fact: { kind: 'uncaught', error: {}, origin: 'exception' }, nowMs: 0, progress }),
  ],
  ['a writer at no line', JSON.stringify({ type: 'rested', ticket: 1, nowMs: 0, progress, writers: [writer(0)] })],
  [
    'too many writers',
    JSON.stringify({ type: 'rested', ticket: 1, nowMs: 0, progress, writers: Array(WRITERS + CONNECTIONS + 1).fill(writer(1)) }),
  ],
  ['no progress', '{"type":"rested","ticket":1,"nowMs":0,"progress":null}'],
  ['time that goes back', JSON.stringify({ type: 'rested', ticket: 1, nowMs: -1, progress })],
])('%s is no message', (_what, text) => {
  expect(parseMessage(text)).toBeUndefined();
});

test('what does not belong to a fact is dropped, its source above all', () => {
  const forged = { kind: 'output', stream: 'stdout', text: 'x', source: 'wire', seq: 3 };
  expect(parseMessage(JSON.stringify({ type: 'told', fact: forged, nowMs: 0, progress }))).toMatchObject({
    fact: { kind: 'output', stream: 'stdout', text: 'x' },
  });
  expect(JSON.stringify(parseMessage(JSON.stringify({ type: 'told', fact: forged, nowMs: 0, progress })))).not.toContain('wire');
});
