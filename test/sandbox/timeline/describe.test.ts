import { expect, test } from 'vitest';
import { describeEvent, describeFate, directionOf, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { accepted, fin, numbered, type Told } from '../../helpers/timeline.ts';

const frame = { opcode: 'text', fin: true, bytes: 2, text: 'hi' } as const;
const AT = { line: 3, column: 1 };
const error = { name: 'TypeError', message: 'no', stack: '', at: AT };

test.each<[Told, string, string]>([
  [{ kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: {} }, 'GET /ws/a', 'GET /ws/a'],
  [{ kind: 'handshake-accepted', subprotocol: 'chat' }, '101', '101 Switching Protocols, subprotocol chat'],
  [{ kind: 'handshake-refused', status: 403, statusText: 'Forbidden', body: 'no' }, '403 Forbidden', '403 Forbidden no'],
  [{ kind: 'protocol-error', problem: 'the opcode 3 is reserved' }, 'illegal bytes', 'illegal bytes: the opcode 3 is reserved'],
  [{ kind: 'frame-sent', ...frame, note: 'not masked' }, 'not masked: hi', 'text, 2 bytes: hi (not masked)'],
  [
    { kind: 'frame-sent', ...frame, opcode: 'pong', note: 'late, after 3 s' },
    'pong, late, after 3 s',
    'pong, 2 bytes: hi (late, after 3 s)',
  ],
  [{ kind: 'frame-received', opcode: 'binary', fin: false, bytes: 2, hex: '00ff' }, 'binary, 2 bytes', 'binary (not final), 2 bytes: 00ff'],
  [
    { kind: 'frame-received', opcode: 'close', fin: true, bytes: 5, close: { code: 1011, reason: 'oh' } },
    'close 1011 “oh”',
    'close, 5 bytes: 1011 “oh”',
  ],
  [fin, 'FIN, no close frame · 1006', 'the connection ended with no close frame (1006, FIN)'],
  [{ kind: 'handler-returned', at: AT }, 'returned, line 3', 'the handler returned (line 3)'],
  [{ kind: 'handler-threw', error }, 'threw TypeError, line 3', 'the handler threw TypeError: no (line 3)'],
  [{ kind: 'uncaught', error, origin: 'exception' }, 'threw TypeError, line 3', 'nobody caught TypeError: no (line 3)'],
  [{ kind: 'never-awaited', call: 'Connection.close', at: AT }, 'never awaited, line 3', 'Connection.close was never awaited (line 3)'],
  [{ kind: 'clock-advanced', byMs: 60_000 }, '60 s later', '60 s passed on the run’s clock'],
  [{ kind: 'stopped-reading' }, 'the probe stops reading', 'the probe stops reading and answering'],
  [{ kind: 'process-exited', code: 1, signal: null }, 'the process ended', 'the process ended (exit code 1)'],
])('%o is put into words once, short and whole', (fact, label, sentence) => {
  expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
});

test('an event goes one way or none, and what only the machinery needs is known', () => {
  expect(directionOf(numbered({ kind: 'frame-sent', ...frame }, 0))).toBe('sent');
  expect(directionOf(numbered(accepted, 0))).toBe('received');
  expect(directionOf(numbered(fin, 0))).toBeUndefined();
  expect([isMachinery(numbered({ kind: 'script-ended' }, 0)), isMachinery(numbered(fin, 0))]).toEqual([true, false]);
});

test('how a connection fared takes a few words', () => {
  const left: Told = { kind: 'closed', code: 1000, reason: '', clean: true, by: 'probe', received: { code: 1000, reason: '' } };
  const fate = (...facts: Told[]) => describeFate(facts.map(numbered));
  expect(fate(accepted, left)).toBe('fine, left with 1000');
  expect(fate(accepted, fin)).toBe('ended FIN, no close frame · 1006');
  expect(fate(accepted)).toBe('still open');
  expect(fate({ kind: 'connect-failed', problem: '' })).toBe('found nobody to connect to');
  expect(fate()).toBe('never opened');
});
