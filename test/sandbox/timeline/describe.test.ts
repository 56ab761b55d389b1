/** Each event in words, short and whole, as the terminal, the drawing and the lists show it. */
import { describe, expect, test } from 'vitest';
import { describeClosed, describeEvent, describeFate, directionOf, isControl, isMachinery } from '../../../sandbox/timeline/describe.ts';
import type { EventOf, TimelineKind } from '../../../sandbox/timeline/timeline.ts';
import { accepted, fin, numbered, type Told } from '../../helpers/timeline.ts';

const AT = { line: 3, column: 1 };
const error = { name: 'TypeError', message: 'no', stack: '', at: AT };
const sent = (opcode: EventOf<'frame-sent'>['opcode'], more: Partial<EventOf<'frame-sent'>> = {}): Told => ({
  kind: 'frame-sent',
  opcode,
  fin: true,
  bytes: 2,
  ...more,
});
const received = (opcode: EventOf<'frame-received'>['opcode'], more: Partial<EventOf<'frame-received'>> = {}): Told => ({
  kind: 'frame-received',
  opcode,
  fin: true,
  bytes: 2,
  ...more,
});
const refused = (status: number, statusText: string, body: string): Told => ({ kind: 'handshake-refused', status, statusText, body });
const closed = (more: Partial<EventOf<'closed'>>): Told => ({
  kind: 'closed',
  code: 1006,
  reason: '',
  clean: false,
  by: 'handler',
  ...more,
});
const closedWith = (code: number | undefined, reason = '', more: Partial<EventOf<'closed'>> = {}) =>
  closed({ code: code ?? 1005, reason, clean: true, received: { code, reason }, ...more });

describe('the handshake', () => {
  test.each<[Told, string, string]>([
    [{ kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: {} }, 'GET /ws/a', 'GET /ws/a'],
    [accepted, '101', '101 Switching Protocols'],
    [{ ...accepted, subprotocol: 'chat' } as Told, '101', '101 Switching Protocols, subprotocol chat'],
    [refused(403, 'Forbidden', 'no'), '403 Forbidden', '403 Forbidden no'],
    [refused(403, '', ''), '403', '403'],
    [{ kind: 'handshake-invalid', problem: 'it is SSH' }, 'illegal bytes', 'illegal bytes: it is SSH'],
    [{ kind: 'connect-failed', problem: 'ended' }, 'nobody to connect to', 'no connection: ended'],
    [{ kind: 'reached', step: 'name', what: '127.0.0.1' }, '127.0.0.1', 'the name leads to 127.0.0.1'],
    [{ kind: 'reached', step: 'tcp', what: '127.0.0.1:80' }, 'TCP connected', 'TCP connected to 127.0.0.1:80'],
    [{ kind: 'reached', step: 'tls', what: 'TLSv1.3' }, 'TLS agreed', 'TLS agreed: TLSv1.3'],
  ])('%o', (fact, label, sentence) => {
    expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
  });
});

describe('a frame', () => {
  test.each<[Told, string, string]>([
    [received('text', { text: 'hi' }), 'hi', 'text, 2 bytes: hi'],
    [received('text', { text: '', bytes: 0 }), '', 'text, 0 bytes'],
    [received('binary', { fin: false, hex: '00ff' }), 'binary, 2 bytes', 'binary (not final), 2 bytes: 00ff'],
    [received('continuation', { text: 'hi' }), 'continuation, 2 bytes', 'continuation, 2 bytes: hi'],
    [received('close', { bytes: 5, close: { code: 1011, reason: 'oh' } }), 'close 1011 “oh”', 'close, 5 bytes: 1011 “oh”'],
    [received('close', { close: { code: 1000, reason: '' } }), 'close 1000', 'close, 2 bytes: 1000'],
    [received('close', { bytes: 0, close: { reason: '' } }), 'close (no code)', 'close, 0 bytes: no code'],
    [received('ping', { text: 'hi' }), 'ping', 'ping, 2 bytes: hi'],
    [received('pong', { bytes: 0 }), 'pong', 'pong, 0 bytes'],
    [sent('text'), 'text, 2 bytes', 'text, 2 bytes'],
    [sent('reserved'), 'reserved opcode, 2 bytes', 'reserved, 2 bytes'],
    [sent('text', { text: 'hi', note: 'not masked' }), 'not masked: hi', 'text, 2 bytes: hi (not masked)'],
    [sent('pong', { text: 'hi', note: 'late, after 3 s' }), 'pong, late, after 3 s', 'pong, 2 bytes: hi (late, after 3 s)'],
    [sent('close', { note: 'one byte' }), 'close, one byte', 'close, 2 bytes (one byte)'],
  ])('%o', (fact, label, sentence) => {
    expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
  });

  test('is a control frame or one with data', () => {
    const opcodes = ['continuation', 'text', 'binary', 'close', 'ping', 'pong', 'reserved'];
    expect(opcodes.filter((opcode) => isControl({ opcode }))).toEqual(['close', 'ping', 'pong']);
  });

  test('of illegal bytes is none', () => {
    const words = describeEvent(numbered({ kind: 'protocol-error', problem: 'the opcode 3 is reserved' }, 0));
    expect(words).toEqual({ label: 'illegal bytes', sentence: 'illegal bytes: the opcode 3 is reserved' });
  });
});

describe('the end of a connection is told completely', () => {
  test.each<[Told, string, string]>([
    [fin, 'FIN, no close frame · 1006', 'the connection ended with no close frame (1006, FIN)'],
    [closed({ end: 'rst' }), 'RST · 1006', 'the connection ended with no close frame (1006, RST)'],
    [closed({ end: 'fin', beforeOpen: true }), 'ended before 101', 'the connection ended before the opening handshake was answered (FIN)'],
    [closed({ end: 'rst', beforeOpen: true }), 'ended before 101', 'the connection ended before the opening handshake was answered (RST)'],
    [closedWith(1000), '1000 · clean', 'the handler ended the connection with close 1000 (normal closure)'],
    [closedWith(4001, 'bye'), '4001 · clean', 'the handler ended the connection with close 4001 (application code) “bye”'],
    [closedWith(undefined), '1005 · clean', 'the handler ended the connection with a close frame without a code (1005)'],
    [closedWith(1011, '', { clean: false }), '1011 · not answered', 'the handler ended the connection with close 1011 (internal error)'],
    [closedWith(1000, '', { by: 'probe' }), '1000 · clean', 'the goodbye was answered with close 1000 (normal closure)'],
  ])('%o', (fact, label, sentence) => {
    expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
    expect(describeClosed(numbered(fact, 0) as EventOf<'closed'>)).toBe(sentence);
  });
});

describe('what the process tells', () => {
  test.each<[Told, string, string]>([
    [{ kind: 'output', stream: 'stderr', text: '  hi \n' }, '  hi', 'stderr:   hi'],
    [{ kind: 'handler-started' }, 'the handler started', 'the handler started'],
    [{ kind: 'handler-started', clientId: 'ada' }, 'the handler started for ada', 'the handler started for ada'],
    [{ kind: 'handler-returned', at: AT }, 'returned, line 3', 'the handler returned (line 3)'],
    [{ kind: 'handler-returned' }, 'returned', 'the handler returned'],
    [{ kind: 'handler-threw', error }, 'threw TypeError, line 3', 'the handler threw TypeError: no (line 3)'],
    [{ kind: 'uncaught', error, origin: 'exception' }, 'threw TypeError, line 3', 'nobody caught TypeError: no (line 3)'],
    [{ kind: 'task-threw', error: { ...error, at: undefined } }, 'threw TypeError', 'a task threw TypeError: no'],
    [{ kind: 'never-awaited', call: 'Connection.close', at: AT }, 'never awaited, line 3', 'Connection.close was never awaited (line 3)'],
    [{ kind: 'reads-twice', at: AT }, 'second receive, line 3', 'a second receive waits beside the first (line 3)'],
    [{ kind: 'ending', call: 'process.exit(1)', at: AT }, 'process.exit(1), line 3', 'process.exit(1) (line 3)'],
    [{ kind: 'stats', stats: { handlers: 1, timers: 2 } }, '1 handlers, 2 timers', '1 handlers, 2 timers'],
  ])('%o', (fact, label, sentence) => {
    expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
  });
});

describe('what the workshop decided', () => {
  test.each<[Told, string, string]>([
    [{ kind: 'run-started' }, 'the run started', 'the run started'],
    [{ kind: 'script-ended' }, 'the scenario is over', 'the scenario is over'],
    [{ kind: 'entry-began', entry: 4 }, 'entry 4 began', 'entry 4 began'],
    [{ kind: 'entry-ended', entry: 4, how: 'deadline' }, 'entry 4 ended: deadline', 'entry 4 ended: deadline'],
    [{ kind: 'clock-advanced', byMs: 60_000 }, '60 s later', '60 s passed on the run’s clock'],
    [{ kind: 'stopped-reading' }, 'the probe stops reading', 'the probe stops reading and answering'],
    [{ kind: 'reading-again' }, 'the probe reads again', 'the probe reads again'],
    [{ kind: 'reading-slowly', bytesPerSecond: 300 }, 'the probe reads 300 bytes a second', 'the probe reads 300 bytes a second'],
    [{ kind: 'bytes-sent', bytes: 6 }, '6 bytes', '6 bytes'],
    [{ kind: 'bytes-sent', bytes: 6, note: 'half a frame' }, 'half a frame: 6 bytes', 'half a frame: 6 bytes'],
    [{ kind: 'stopped-writing' }, 'the probe’s side of TCP ends', 'the probe ends its side of TCP with no close frame, and reads on'],
    [{ kind: 'process-exited', code: 1, signal: null }, 'the process ended', 'the process ended (exit code 1)'],
    [{ kind: 'process-exited', code: null, signal: 'SIGKILL' }, 'the process ended', 'the process ended (SIGKILL)'],
    [
      { kind: 'limit-exceeded', limit: { what: 'frames', max: 500, unit: 'frames' } },
      'limit exceeded: frames',
      'limit exceeded: frames, at most 500 frames',
    ],
  ])('%o', (fact, label, sentence) => {
    expect(describeEvent(numbered(fact, 0))).toEqual({ label, sentence });
  });
});

test.each<['sent' | 'received' | undefined, TimelineKind[]]>([
  ['sent', ['handshake-sent', 'frame-sent']],
  ['received', ['handshake-accepted', 'handshake-refused', 'handshake-invalid', 'frame-received', 'protocol-error']],
  [undefined, ['closed', 'output', 'handler-started', 'stopped-reading', 'limit-exceeded']],
])('seen from the probe, what is %s is known: %j', (direction, kinds) => {
  expect(kinds.map((kind) => directionOf(numbered({ kind } as Told, 0)))).toEqual(kinds.map(() => direction));
});

test('no list shows what only the machinery needs', () => {
  const machinery = ['run-started', 'entry-began', 'entry-ended', 'script-ended', 'stats'];
  const shown = ['clock-advanced', 'closed', 'output', 'limit-exceeded', 'process-exited', 'stopped-reading'];
  expect([...machinery, ...shown].filter((kind) => isMachinery(numbered({ kind } as Told, 0)))).toEqual(machinery);
});

describe('how a connection fared takes a few words', () => {
  const left = closedWith(1000, '', { by: 'probe' });

  test.each<[string, Told[]]>([
    ['fine, left with 1000', [accepted, left]],
    ['ended 1000 · not answered', [accepted, { ...left, clean: false } as Told]],
    ['ended 1011 · clean', [accepted, closedWith(1011)]],
    ['ended FIN, no close frame · 1006', [accepted, fin]],
    ['refused with 403', [refused(403, 'Forbidden', '')]],
    ['still open', [accepted]],
    ['found nobody to connect to', [{ kind: 'connect-failed', problem: '' }]],
    ['never opened', [{ kind: 'handshake-sent', method: 'GET', path: '/', headers: {} }]],
    ['never opened', []],
  ])('%s', (words, facts) => {
    expect(describeFate(facts.map(numbered))).toBe(words);
  });
});
