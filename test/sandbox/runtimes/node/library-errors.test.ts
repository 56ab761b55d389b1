/** An error that a library throws shows the learner's lines, the library's name, and none of its code. */

import { json } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import { RuntimesWords, readable } from '../../../../sandbox/runtimes/node/inside/stack-text.ts';
import { alone, OK, output, startSandbox, wsHandler } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const asks = alone((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);

test.each([
  [
    'uncaught in a listener',
    "socket.on('message', () => socket.close(1006));",
    /at WebSocket\.close \(ws\)\n {4}at .* \(handler\.ts:7:\d+\)/,
  ],
  ['caught and printed', "socket.on('message', () => { try { socket.close(1006); } catch (e) { console.error(e); } });", /close \(ws\)\n/],
  ['thrown by a constructor', "socket.on('message', () => new WebSocketServer({} as never));", /at new WebSocketServer \(ws\)\n/],
])('what the library throws names it, and the line of the learner: %s', async (_how, body, frames) => {
  const report = await sandbox.run({ source: wsHandler(body), dialect: 'ws', scenario: asks });
  expect(output(report)).toMatch(frames);
  expect(output(report)).not.toMatch(/clinic:ws|inside\.cjs|node:internal|__commonJS/);
  expect(output(report).length).toBeLessThan(600);
});

const PRINTED = `clinic:ws:1
${'function f(){}'.repeat(5_000)}
${' '.repeat(900)}

TypeError: no
    at f (clinic:ws:1:70)
    at WebSocket.close (clinic:ws:1:700)
    at WebSocket.<anonymous> (file:///handler.ts:7:3)
    at Receiver.emit (node:events:500:1)
    at clinic:ws:1:1
    at next (node:internal/process:3:1) {
  code: 'NO'
}

Node.js v26.10.0
`;

test.each([1, 7, 64, 1_000, 100_000])('what the runtime prints is read whole, though it comes in pieces of %i characters', (size) => {
  const words = new RuntimesWords();
  let shown = '';
  for (let from = 0; from < PRINTED.length; from += size) shown += words.take(PRINTED.slice(from, from + size));
  shown += words.end();
  expect(shown.replace(/^ {4}at f \(ws\)\n/m, '')).toMatch(
    /^\nTypeError: no\n {4}at WebSocket\.close \(ws\)\n {4}at WebSocket\.<anonymous> \(handler\.ts:7:3\)\n/,
  );
  expect(shown).not.toMatch(/clinic:ws|function f|node:/);
});

test('an error thrown in the code of a learner keeps its line', () => {
  const thrown = 'file:///handler.ts:4\n  throw thrown;\n        ^\n\nError: boom\n    at handler (file:///handler.ts:4:9)\n';
  const words = new RuntimesWords();
  expect(words.take(thrown) + words.end()).toBe(readable(thrown));
  expect(readable(thrown)).toContain('  throw thrown;\n        ^');
});
