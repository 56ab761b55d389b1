/** The diagnosis on timelines written by hand: what it names, and what it must not advise. */

import type { Entry } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../sandbox/verdict/diagnose.ts';
import { ANSWER, accepted, ENDS, fin, OPENS, scriptOf, type Told, text, timelineOf, verdictOf } from '../../helpers/timeline.ts';

const ASK: Entry = { do: 'send', connection: 'A', frames: [{ opcode: 'text', text: '?' }] };
const sent: Told = { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 1, text: '?' };
const returned: Told = { kind: 'handler-returned', source: 'process' };
const closed1000: Told = { kind: 'closed', code: 1000, reason: '', clean: true, by: 'handler', received: { code: 1000, reason: '' } };

function diagnosesOf(entries: Entry[], facts: Told[][], how?: 'done' | 'deadline') {
  const script = scriptOf(...entries);
  return diagnose(script, timelineOf(script, facts, how), verdictOf(script, facts, how));
}

const causesOf = (...given: Parameters<typeof diagnosesOf>) => diagnosesOf(...given).map(({ cause }) => cause);
const adviceOf = (...given: Parameters<typeof diagnosesOf>) =>
  diagnosesOf(...given)
    .map(({ advice }) => advice)
    .join(' ');

const threw = (at?: { line: number; column: number }): Told => ({
  kind: 'handler-threw',
  error: { name: 'SyntaxError', message: 'bad', stack: '', at },
  source: 'process',
});
const died = (at?: { line: number; column: number }): Told[] => [
  { kind: 'uncaught', error: { name: 'RangeError', message: 'bad', stack: '', at }, origin: 'exception', source: 'process' },
  fin,
  { kind: 'process-exited', code: 1, signal: null, source: 'parent' },
];

describe('a handler that closed with a clean code', () => {
  test('has closed, and has swallowed nothing that is known', () => {
    const facts = [[accepted], [sent], [returned, closed1000]];
    expect(causesOf([OPENS, ASK, ANSWER], facts)).toEqual(['closed-on-purpose']);
    expect(adviceOf([OPENS, ASK, ANSWER], facts)).not.toMatch(/with a code/);
  });
});

describe('a handler that returned and left its connection to the server', () => {
  const left: Told = { kind: 'handler-returned', leftOpen: true, source: 'process' };

  test('is the cause where the server closed with a code of its own', () => {
    expect(causesOf([OPENS, ANSWER], [[accepted, left], [closed1000]])).toEqual(['handler-returned']);
    expect(causesOf([OPENS, ASK, ANSWER], [[accepted], [sent], [left, closed1000]])).toEqual(['swallowed-error']);
  });

  test('is the cause where the server kept the connection open for nobody', () => {
    expect(causesOf([OPENS, ASK, ANSWER], [[accepted, left], [sent], []], 'deadline')).toEqual(['handler-returned']);
    expect(causesOf([OPENS, ASK, ANSWER], [[accepted], [sent, left], []], 'deadline')).toEqual(['swallowed-error']);
    expect(causesOf([OPENS, ASK, ENDS], [[accepted], [sent, left], []], 'deadline')).toEqual(['swallowed-error']);
  });
});

describe('what is left to do for an error depends on what the step wants', () => {
  test('an answer, where the connection is to live', () => {
    const advice = adviceOf([OPENS, ASK, ANSWER], [[accepted], [sent], [threw({ line: 3, column: 1 }), fin]]);
    expect(advice).toContain('Catch it inside, and answer.');
  });

  test('the code that it asks for, where it is to end', () => {
    const ends = { ...ENDS, by: 'handler' } as Entry;
    expect(adviceOf([OPENS, ends], [[accepted], [threw({ line: 3, column: 1 }), fin]])).toContain('close this one connection with 1011');
  });
});

test('a silence that a call never awaited explains has no second cause', () => {
  const forgotten: Told = { kind: 'never-awaited', call: 'Connection.sendText', at: { line: 9, column: 3 }, source: 'process' };
  expect(causesOf([OPENS, ANSWER], [[accepted], [forgotten]], 'deadline')).toEqual(['never-awaited']);
  expect(causesOf([OPENS, ANSWER], [[accepted], []], 'deadline')).toEqual(['nobody-listens']);
});

test('an exception that passed no line of the handler wants a listener, not a catch', () => {
  expect(diagnosesOf([OPENS, ANSWER], [[accepted], died()])[0]).toMatchObject({ cause: 'no-error-listener', confidence: 'likely' });
  expect(adviceOf([OPENS, ANSWER], [[accepted], died()])).not.toMatch(/Catch it/);
  expect(diagnosesOf([OPENS, ANSWER], [[accepted], died({ line: 4, column: 2 })])[0]).toMatchObject({ cause: 'process-died' });
});

test('pings that do not come are no answers that stopped', () => {
  const pings: Entry = { expect: 'pings', connection: 'A', atLeast: 2, sentence: 'two pings', withinMs: 60_000 };
  expect(causesOf([OPENS, ANSWER, pings], [[accepted], [text('{"ok":true}')], []], 'deadline')).toEqual(['no-heartbeat']);
});

test('a process that rests and answers no ping does not read; its loop is not frozen', () => {
  const pong: Entry = { expect: 'pongs', connection: 'A', payload: 'x', sentence: 'a pong', withinMs: 5_000 };
  expect(causesOf([OPENS, pong], [[accepted], []], 'deadline')).toEqual(['not-reading']);
});

test('a connection that is dropped before its answer was hung up on', () => {
  const hungUp = { ...fin, beforeOpen: true } as Told;
  expect(causesOf([OPENS], [[hungUp]])).toEqual(['hung-up']);
  expect(causesOf([OPENS], [[]], 'deadline')).toEqual(['no-upgrade-answer']);
});

describe('of several causes', () => {
  const forgotten = (seq: number): Told => ({ kind: 'never-awaited', call: `f${seq}`, source: 'process' });

  test('the surest comes first, whatever the order in which they are looked for', () => {
    const likelyFirst = diagnosesOf([OPENS, ASK, ANSWER], [[accepted], [sent, forgotten(1)], [returned, fin]]);
    expect(likelyFirst.map(({ cause, confidence }) => [cause, confidence])).toEqual([
      ['never-awaited', 'certain'],
      ['swallowed-error', 'likely'],
    ]);
  });

  test('none is told of a handler that works or does not compile', () => {
    const script = scriptOf(OPENS);
    const timeline = timelineOf(script, [[accepted, forgotten(1)]]);
    expect(diagnose(script, timeline, { kind: 'working' })).toEqual([]);
    expect(diagnose(script, timeline, { kind: 'did-not-compile', diagnostics: [] })).toEqual([]);
  });
});

describe('what is quoted of the handler is bounded', () => {
  const threwWith = (message: string) =>
    diagnosesOf(
      [OPENS, ANSWER],
      [[accepted], [{ kind: 'handler-threw', error: { name: 'E', message, stack: '' }, source: 'process' }, fin]],
    )[0];

  test('in the title', () => {
    expect(threwWith('x'.repeat(300 - 'The handler threw E: '.length))?.title).toBe(`The handler threw E: ${'x'.repeat(279)}`);
    const cut = threwWith('x'.repeat(301 - 'The handler threw E: '.length))?.title ?? '';
    expect([cut.length, cut.endsWith('x…')]).toEqual([300, true]);
  });

  test('and well-formed where a character is cut in half', () => {
    expect(threwWith(`${'x'.repeat(277)}🦊🦊`)?.title.isWellFormed()).toBe(true);
  });

  test('in the advice', () => {
    const logged: Entry = { expect: 'output', lines: [{ has: ['x'.repeat(2_000)] }], sentence: 'a line', withinMs: 0 };
    const advice = diagnosesOf([OPENS, logged], [[accepted], []], 'deadline')[0]?.advice ?? '';
    expect([advice.length, advice.endsWith('x…')]).toEqual([1_000, true]);
  });

  test('in the events that it rests on', () => {
    const calls = Array.from({ length: 150 }, (): Told => ({ kind: 'never-awaited', call: 'f', source: 'process' }));
    expect(diagnosesOf([OPENS, ANSWER], [[accepted], calls], 'deadline')[0]?.evidence).toHaveLength(100);
  });
});
