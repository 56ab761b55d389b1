/** The judge on timelines written by hand: what it takes for evidence, and what never makes a pass. */

import type { Entry } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { diagnose } from '../../../sandbox/verdict/diagnose.ts';
import { judge } from '../../../sandbox/verdict/judge.ts';
import { ANSWER, accepted, ENDS, fin, OPENS, scriptOf, type Told, text, timelineOf, verdictOf } from '../../helpers/timeline.ts';

test('all expectations met is working', () => {
  expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [text('{"ok":true,"more":1}')]])).toEqual({ kind: 'working' });
});

test('no evidence is never a pass', () => {
  expect(judge(scriptOf(OPENS), []).verdict).toMatchObject({ kind: 'broken', summary: 'the run ended early' });
  expect(verdictOf(scriptOf(OPENS), [[]])).toMatchObject({ kind: 'broken' });
});

test('a parsed value is compared, not its spelling', () => {
  const match = (value: string) => verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [text(value)]]).kind;
  expect(match('{ "other": [1, 2],\n "ok" : true }')).toBe('working');
  expect(match('{"ok":"true"}')).toBe('broken');
});

describe('what came instead is named', () => {
  test.each([
    [[text('ok')], 'other-form'],
    [[text('"{\\"ok\\":true}"')], 'other-form'],
    [[text('{"ok":false}')], 'other-content'],
    [[{ kind: 'frame-received', opcode: 'binary', fin: true, bytes: 1, hex: '00' } as Told], 'other-opcode'],
    [[fin], 'ended'],
    [[{ kind: 'protocol-error', problem: 'the opcode 3 is reserved' } as Told], 'protocol-error'],
    [[], 'silence'],
  ])('%j is %s', (facts, observedKind) => {
    expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], facts], 'deadline')).toMatchObject({
      kind: 'broken',
      observedKind,
      name: 'answer',
    });
  });
});

test('a message in fragments is one message, with the text of the whole', () => {
  const first: Told = { kind: 'frame-received', opcode: 'text', fin: false, bytes: 5, text: '{"ok"' };
  const last: Told = { kind: 'frame-received', opcode: 'continuation', fin: true, bytes: 6, message: { text: '{"ok":true}' } };
  expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [first, last]])).toEqual({ kind: 'working' });
});

test('a close is judged by its code and reason, and 1005 is not 1006', () => {
  const close = (code?: number, reason = ''): Told => ({
    kind: 'closed',
    code: code ?? 1005,
    reason,
    clean: true,
    by: 'handler',
    received: { code, reason },
  });
  expect(verdictOf(scriptOf(OPENS, ENDS), [[accepted], [close(1011)]])).toEqual({ kind: 'working' });
  expect(verdictOf(scriptOf(OPENS, ENDS), [[accepted], [close()]])).toMatchObject({
    observed: 'the handler ended the connection with a close frame without a code (1005)',
  });
  expect(verdictOf(scriptOf(OPENS, ENDS), [[accepted], [fin]])).toMatchObject({
    observed: 'the connection ended with no close frame (1006, FIN)',
  });
});

test('an answer that came before its time is too early', () => {
  const late: Entry = { ...ANSWER, notBefore: { entry: 'opens', ms: 500 } } as Entry;
  expect(verdictOf(scriptOf(OPENS, late), [[accepted], [{ ...text('{"ok":true}'), atMs: 499 }]])).toMatchObject({
    observedKind: 'too-early',
  });
  expect(verdictOf(scriptOf(OPENS, late), [[accepted], [{ ...text('{"ok":true}'), atMs: 500 }]])).toEqual({ kind: 'working' });
});

test('a pong that comes after another connection was answered is too late', () => {
  const pong: Entry = { expect: 'pongs', connection: 'B', payload: 'x', before: 'A', sentence: 'a pong', withinMs: 1_000 };
  const came: Told = { kind: 'frame-received', opcode: 'pong', fin: true, bytes: 1, text: 'x', connection: 'B' };
  const opened: Told = { ...accepted, connection: 'B' };
  expect(verdictOf(scriptOf(pong), [[opened, came]])).toEqual({ kind: 'working' });
  expect(verdictOf(scriptOf(pong), [[opened, text('done'), came]])).toMatchObject({ observedKind: 'too-late' });
});

test('testimony makes no pass: a handler that says it answered has not', () => {
  const said: Told = { kind: 'output', stream: 'stdout', text: '{"ok":true}', source: 'process' };
  expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [said]], 'deadline')).toMatchObject({ kind: 'broken' });
});

test('testimony breaks a run where an expectation asks for it', () => {
  const logged: Entry = { expect: 'output', lines: [{ has: ['✅', 'me'] }], never: [{ has: ['💥'] }], sentence: 'a light', withinMs: 0 };
  const say = (value: string): Told => ({ kind: 'output', stream: 'stdout', text: value, source: 'process' });
  expect(verdictOf(scriptOf(logged), [[say('✅ me\n')]])).toEqual({ kind: 'working' });
  expect(verdictOf(scriptOf(logged), [[say('✅ you\n')]], 'deadline')).toMatchObject({ observedKind: 'output-missing' });
  expect(verdictOf(scriptOf(logged), [[say('✅ me\n💥\n')]])).toMatchObject({ observedKind: 'output-extra' });
});

test('a process that ended by itself is crashed, with the line that nobody caught', () => {
  const error = { name: 'Error', message: 'boom', stack: '', at: { line: 3, column: 1 } };
  const facts: Told[][] = [
    [accepted],
    [
      { kind: 'uncaught', error, origin: 'exception', source: 'process' },
      fin,
      { kind: 'process-exited', code: 1, signal: null, source: 'parent' },
    ],
  ];
  const script = scriptOf(OPENS, ANSWER);
  const verdict = verdictOf(script, facts);
  expect(verdict).toMatchObject({ kind: 'crashed', at: { line: 3 }, name: 'answer' });
  expect(diagnose(script, timelineOf(script, facts), verdict)[0]).toMatchObject({
    cause: 'process-died',
    confidence: 'certain',
    at: { line: 3 },
  });
});

test('a limit that was exceeded before anything else went wrong is the verdict, one after it is not', () => {
  const limit: Told = {
    kind: 'limit-exceeded',
    limit: { what: 'time', max: 3_000, unit: 'ms', at: { line: 4, column: 1 } },
    source: 'parent',
  };
  expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [limit]])).toMatchObject({
    kind: 'limit-exceeded',
    sentence: expect.stringContaining('at line 4'),
  });
  expect(verdictOf(scriptOf(OPENS, ANSWER), [[accepted], [text('no'), limit]])).toMatchObject({ kind: 'broken' });
});

test('a soft expectation decides only when nothing else does', () => {
  const soft = { ...OPENS, soft: true, name: 'soft' } as Entry;
  const refused: Told = { kind: 'handshake-refused', status: 500, statusText: 'Internal Server Error', body: '' };
  expect(verdictOf(scriptOf(soft, { ...OPENS, connection: 'B' } as Entry), [[refused], [{ ...refused, connection: 'B' }]])).toMatchObject({
    name: 'opens',
  });
  expect(verdictOf(scriptOf(soft), [[refused]])).toMatchObject({ kind: 'broken', name: 'soft' });
});

describe('an answer follows its question', () => {
  const ask: Entry = { do: 'send', connection: 'A', frames: [{ opcode: 'text', text: '?' }] };
  const script = scriptOf(OPENS, ask, ANSWER, ask, { ...ANSWER, name: 'second' } as Entry);
  const ok = text('{"ok":true}');

  test('one for each is working', () => {
    expect(verdictOf(script, [[accepted], [ok], [], [ok], []])).toEqual({ kind: 'working' });
  });

  test('two to the first one and none to the second are not', () => {
    const facts = [[accepted], [ok, ok], [], [], []];
    expect(verdictOf(script, facts)).toMatchObject({ kind: 'broken', name: 'second', observedKind: 'unsolicited' });
  });

  test('the verdict points at the frame that nothing asked for', () => {
    const facts = [[accepted], [ok], [ok], [], []];
    const verdict = verdictOf(script, facts);
    const timeline = timelineOf(script, facts);
    expect(timeline.filter(({ kind }) => kind === 'frame-received')[1]?.seq).toBe(verdict.kind === 'broken' && verdict.divergence);
  });

  test.each([
    ['whole', [ok]],
    ['its first frame', [{ ...text('{"ok"'), fin: false } as Told]],
  ])('before the first question it is unsolicited: %s', (_what, early) => {
    const rest: Told = { kind: 'frame-received', opcode: 'continuation', fin: true, bytes: 5, message: { text: '{"ok":true}' } };
    expect(verdictOf(script, [[accepted, ...early], [rest], [], [ok], []])).toMatchObject({ name: 'answer', observedKind: 'unsolicited' });
  });

  test('several questions may be asked before the first is answered', () => {
    const both = scriptOf(OPENS, ask, ask, ANSWER, { ...ANSWER, name: 'second' } as Entry);
    expect(verdictOf(both, [[accepted], [ok], [ok], [], []])).toEqual({ kind: 'working' });
  });

  test('a message that the script waits for without a question may come at any time', () => {
    const news = scriptOf(OPENS, ask, ANSWER, { ...ANSWER, name: 'news' } as Entry);
    expect(verdictOf(news, [[accepted], [ok, ok], [], []])).toEqual({ kind: 'working' });
  });
});

describe('a goodbye is begun by the probe', () => {
  const [, leaves] = createDraw('any').client('A').leaves({ name: 'goodbye' });
  const script = scriptOf(OPENS, leaves as Entry);
  const close = (by: 'probe' | 'handler'): Told => ({
    kind: 'closed',
    code: 1000,
    reason: '',
    clean: true,
    by,
    received: { code: 1000, reason: '' },
  });

  test('and answered by the handler', () => {
    expect(verdictOf(script, [[accepted], [close('probe')]])).toEqual({ kind: 'working' });
  });

  test('not the other way round, whatever its code', () => {
    expect(verdictOf(script, [[accepted], [close('handler')]])).toMatchObject({
      name: 'goodbye',
      observedKind: 'ended',
      observed: 'the handler ended the connection with close 1000 (normal closure)',
    });
  });
});

test('a connection that ends before it is answered is told apart from one that is not answered', () => {
  const hungUp: Told = { ...fin, beforeOpen: true } as Told;
  expect(verdictOf(scriptOf(OPENS), [[hungUp]])).toMatchObject({ observedKind: 'hung-up' });
  expect(verdictOf(scriptOf(OPENS), [[]], 'deadline')).toMatchObject({ observedKind: 'no-handshake' });
});
