/** Each cause by the smallest timeline that shows it. */

import type { Entry } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import type { ErrorMeaning, Limit, LocatedError } from '../../../sandbox/timeline/timeline.ts';
import { CAUSES } from '../../../sandbox/verdict/causes/causes.ts';
import { diagnose } from '../../../sandbox/verdict/diagnose.ts';
import type { CauseId } from '../../../sandbox/verdict/verdict.ts';
import { ANSWER, accepted, ENDS, fin, OPENS, scriptOf, type Told, text, timelineOf, verdictOf } from '../../helpers/timeline.ts';

const AT = { line: 7, column: 3 };
const ASK: Entry = { do: 'send', connection: 'A', frames: [{ opcode: 'text', text: '?' }] };
const GOODBYE: Entry = { do: 'close', connection: 'A', code: 1000 };
const PONG: Entry = { expect: 'pongs', connection: 'A', payload: 'x', sentence: 'a pong', withinMs: 5_000 };
const SECOND = { ...ANSWER, match: { json: { ok: 2 } } } as Entry;
const PINGS: Entry = { expect: 'pings', connection: 'A', atLeast: 2, sentence: 'two pings', withinMs: 60_000 };
const QUIET: Entry = { expect: 'quiet', connection: 'A', sentence: 'quiet', withinMs: 1_000 };
const LEFT: Entry = { expect: 'left', timers: 0, sentence: 'nothing to be left', withinMs: 0 };
const FIRST: Entry = { ...PONG, before: 'B' } as Entry;
const logs = (has: string, never: string[] = []): Entry => ({
  expect: 'output',
  lines: has === '' ? [] : [{ has: [has] }],
  never: never.map((each) => ({ has: [each] })),
  sentence: 'a line',
  withinMs: 0,
});

const sent: Told = { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 1, text: '?' };
const ok = text('{"ok":true}');
const returned: Told = { kind: 'handler-returned', at: AT, source: 'process' };
const refused = (status: number): Told => ({ kind: 'handshake-refused', status, statusText: '', body: '' });
const errorOf = (more: Partial<LocatedError> = {}): LocatedError => ({ name: 'Error', message: 'bad', stack: '', at: AT, ...more });
const threw = (means?: ErrorMeaning): Told => ({ kind: 'handler-threw', error: errorOf({ means }), source: 'process' });
const exited: Told = { kind: 'process-exited', code: 1, signal: null, source: 'parent' };
const died = (origin: 'exception' | 'rejection', at: LocatedError['at'] = AT): Told[] => [
  { kind: 'uncaught', error: errorOf({ at }), origin, source: 'process' },
  fin,
  exited,
];
const closed = (code?: number): Told => ({
  kind: 'closed',
  code: code ?? 1005,
  reason: '',
  clean: true,
  by: 'handler',
  received: { code, reason: '' },
});
const said: Told = { kind: 'frame-sent', opcode: 'close', fin: true, bytes: 2, close: { code: 1000, reason: '' } };
const left: Told = { ...closed(1000), by: 'probe' } as Told;
const limit = (what: Limit['what']): Told => ({ kind: 'limit-exceeded', limit: { what, max: 1, unit: 'ms', at: AT }, source: 'parent' });
const wrote = (line: string): Told => ({ kind: 'output', stream: 'stdout', text: line, source: 'process' });
const forgotten: Told = { kind: 'never-awaited', call: 'Connection.sendText', at: AT, source: 'process' };
const binary: Told = { kind: 'frame-received', opcode: 'binary', fin: true, bytes: 1, hex: '00' };
const pong: Told = { kind: 'frame-received', opcode: 'pong', fin: true, bytes: 1, text: 'x' };
const many = Array.from({ length: 20 }, () => text('again'));

/** What is expected after the connection has opened, and what comes instead; the deadline passes where nothing does. */
const SHOWN: Partial<Record<CauseId, [Entry[], Told[][]]>> = {
  'loop-frozen': [[ANSWER], [[limit('time')]]],
  'limit-memory': [[ANSWER], [[limit('memory')]]],
  'limit-output': [[ANSWER], [[limit('output')]]],
  'limit-connections': [[ANSWER], [[limit('connections')]]],
  'limit-events': [[ANSWER], [[limit('events')]]],
  flood: [[QUIET], [many]],
  denied: [[ANSWER], [[threw({ kind: 'denied', what: 'network' }), fin]]],
  'illegal-close': [[ENDS], [[threw({ kind: 'illegal-close' }), fin]]],
  'unhandled-rejection': [[ANSWER], [died('rejection')]],
  'no-error-listener': [[ANSWER], [[{ ...died('exception')[0], error: errorOf({ at: undefined }) } as Told, fin, exited]]],
  'process-died': [[ANSWER], [died('exception')]],
  'after-goodbye': [
    [GOODBYE, logs('', ['Error'])],
    [[said, left, threw(), wrote('Error: gone\n')], []],
  ],
  'handler-threw': [[ANSWER], [[threw(), fin]]],
  'task-threw': [
    [ASK, ANSWER],
    [[sent, { kind: 'task-threw', error: errorOf(), source: 'process' }], []],
  ],
  'two-readers': [
    [ASK, ANSWER],
    [[{ kind: 'reads-twice', at: AT, source: 'process' }, sent], []],
  ],
  'swallowed-error': [
    [ASK, ANSWER],
    [[sent], [returned, fin]],
  ],
  'answered-once': [
    [ASK, ANSWER, ASK, ANSWER],
    [[sent], [ok], [sent], []],
  ],
  'handler-returned': [[QUIET], [[returned, fin]]],
  'never-awaited': [[ANSWER], [[forgotten]]],
  'promise-sent': [
    [ASK, ANSWER],
    [[sent], [text('[object Promise]')]],
  ],
  'loop-blocked': [[FIRST], [[{ ...accepted, connection: 'B' }, { ...ok, connection: 'B' }, pong]]],
  'not-reading': [[PONG], [[]]],
  'no-heartbeat': [[PINGS], [[]]],
  'listens-late': [
    [ASK, ANSWER],
    [[{ ...accepted, connection: 'C' }, { ...sent, connection: 'C', atMs: 300 }, { ...ok, connection: 'C', atMs: 300 }, sent], []],
  ],
  'nobody-listens': [
    [ASK, ANSWER],
    [[sent], []],
  ],
  'closed-without-code': [[ENDS], [[closed()]]],
  'closed-on-purpose': [[ANSWER], [[closed(1000)]]],
  'no-size-limit': [
    [ASK, { ...ENDS, codes: [1009] } as Entry],
    [[sent], [ok]],
  ],
  'subprotocol-mismatch': [[{ ...OPENS, connection: 'C', subprotocol: 'chat.v2' } as Entry], [[{ ...accepted, connection: 'C' }]]],
  'let-in': [[{ expect: 'refused', connection: 'A', statuses: [403], sentence: 'a refusal', withinMs: 1_000 }], [[]]],
  unasked: [[QUIET], [[ok]]],
  'text-as-bytes': [
    [ASK, ANSWER],
    [[sent], [binary]],
  ],
  'wrong-form': [
    [ASK, ANSWER],
    [[sent], [text('plain')]],
  ],
  'wrong-order': [
    [ASK, ANSWER, SECOND],
    [[sent], [text('{"ok":2}'), ok], []],
  ],
  'wrong-content': [
    [ASK, ANSWER],
    [[sent], [text('{"ok":false}')]],
  ],
  'not-logged': [[logs('connected')], [[]]],
  'noisy-goodbye': [
    [ASK, logs('', ['Error'])],
    [[wrote('Error: gone\n')], []],
  ],
  'protocol-error': [[ANSWER], [[{ kind: 'protocol-error', problem: 'the opcode 3 is reserved' }]]],
  'left-behind': [[LEFT], [[{ kind: 'stats', stats: { handlers: 1, timers: 1 }, source: 'process' }]]],
};

/** The same where the connection never opens. */
const NEVER_OPENS: Partial<Record<CauseId, Told[]>> = {
  'never-accepted': [returned, refused(500)],
  'refused-handshake': [refused(404)],
  'no-upgrade-answer': [],
  'hung-up': [{ ...fin, beforeOpen: true } as Told],
};

function causesOf(entries: Entry[], facts: Told[][]): CauseId[] {
  const script = scriptOf(...entries);
  return diagnose(script, timelineOf(script, facts, 'deadline'), verdictOf(script, facts, 'deadline')).map(({ cause }) => cause);
}

test.each(Object.entries(SHOWN))('%s is the first cause that its timeline shows', (cause, [entries, facts]) => {
  expect(causesOf([OPENS, ...entries], [[accepted], ...facts])[0]).toBe(cause);
});

test.each(Object.entries(NEVER_OPENS))('%s is the first cause where the connection does not open', (cause, facts) => {
  expect(causesOf([OPENS], [facts])[0]).toBe(cause);
});

test('an answer that was asked for later, or that nothing asks for, is out of no order', () => {
  expect(causesOf([OPENS, ASK, ANSWER, ASK, SECOND], [[accepted], [sent], [text('{"ok":2}')], [], []])[0]).toBe('wrong-content');
  expect(causesOf([OPENS, ASK, ANSWER, SECOND], [[accepted], [sent], [text('{"ok":3}')], []])[0]).toBe('wrong-content');
});

test('nobody listens late where another was answered that spoke as soon', () => {
  const other: Told[] = [
    { ...accepted, connection: 'C' },
    { ...sent, connection: 'C' },
    { ...ok, connection: 'C' },
  ];
  expect(causesOf([OPENS, ASK, ANSWER], [[accepted], [...other, sent], []])).toEqual(['nobody-listens']);
});

test('a task that failed before the message was sent is not why it has no answer', () => {
  const failed: Told = { kind: 'task-threw', error: errorOf(), source: 'process' };
  expect(causesOf([OPENS, ASK, ANSWER], [[accepted, failed], [sent], []])).toEqual(['nobody-listens']);
});

test('every cause has its timeline here, and one that no cause explains is unknown', () => {
  expect(Object.keys({ ...SHOWN, ...NEVER_OPENS }).toSorted()).toEqual(CAUSES.map(({ id }) => id).toSorted());
  expect(causesOf([OPENS, ENDS], [[accepted], []])).toEqual(['unknown']);
});
