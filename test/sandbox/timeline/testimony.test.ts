/** What is taken from a sandbox process: facts of the agreed form, bounded, and nothing beside them. */
import { describe, expect, test } from 'vitest';
import { CONNECTIONS, ERROR_CHARACTERS, PIECE_CHARACTERS } from '../../../sandbox/system/limits.ts';
import { diagnostic, frame, progress, sourceLocation, stats, testimony } from '../../../sandbox/timeline/testimony.ts';

const AT = { line: 3, column: 1 };
const error = { name: 'Error', message: 'no', stack: 'at f' };
const longest = 'x'.repeat(ERROR_CHARACTERS);
const isTaken = (told: unknown) => testimony.safeParse(told).success;

describe('a fact is taken as it is', () => {
  test.each<[object]>([
    [{ kind: 'output', stream: 'stdout', text: 'x'.repeat(PIECE_CHARACTERS), at: AT, by: 'server' }],
    [{ kind: 'output', stream: 'stderr', text: '' }],
    [{ kind: 'handler-started' }],
    [{ kind: 'handler-started', clientId: longest }],
    [{ kind: 'handler-returned', at: AT, leftOpen: true }],
    [{ kind: 'handler-threw', error: { ...error, at: AT, means: { kind: 'illegal-close' } }, leftOpen: true }],
    [{ kind: 'handler-threw', error: { ...error, means: { kind: 'denied', what: 'network' } } }],
    [{ kind: 'handler-threw', error: { ...error, means: { kind: 'memory-refused' } } }],
    [{ kind: 'never-awaited', call: longest, at: AT }],
    [{ kind: 'uncaught', error: { name: longest, message: longest, stack: longest }, origin: 'rejection' }],
    [{ kind: 'uncaught', error, origin: 'exception' }],
    [{ kind: 'task-threw', error }],
    [{ kind: 'reads-twice', at: AT }],
    [{ kind: 'ending', call: 'process.exit(0)', at: AT }],
  ])('%j', (told) => {
    expect(testimony.parse(told)).toStrictEqual(told);
  });

  test.each(['read-files', 'write-files', 'files', 'network', 'processes', 'threads', 'native-code', 'heap', 'module', 'other'])(
    'with what the sandbox kept it from: %s',
    (what) => {
      expect(isTaken({ kind: 'task-threw', error: { ...error, means: { kind: 'denied', what } } })).toBe(true);
    },
  );
});

describe('what is no such fact is not taken', () => {
  test.each<[string, unknown]>([
    ['a kind that only the workshop has', { kind: 'process-exited', code: 0, signal: null }],
    ['no kind', {}],
    ['output of no stream', { kind: 'output', stream: 'stdin', text: '' }],
    ['more output than a piece holds', { kind: 'output', stream: 'stdout', text: 'x'.repeat(PIECE_CHARACTERS + 1) }],
    ['output by somebody else', { kind: 'output', stream: 'stdout', text: '', by: 'handler' }],
    ['a client id that is too long', { kind: 'handler-started', clientId: `${longest}x` }],
    ['a place without a column', { kind: 'handler-returned', at: { line: 1 } }],
    ['a line that is no whole number', { kind: 'handler-returned', at: { line: 1.5, column: 1 } }],
    ['a connection that was not left open', { kind: 'handler-returned', leftOpen: false }],
    ['an error without a stack', { kind: 'handler-threw', error: { name: 'Error', message: '' } }],
    ['an error whose message is too long', { kind: 'handler-threw', error: { ...error, message: `${longest}x` } }],
    ['an error that means something else', { kind: 'handler-threw', error: { ...error, means: { kind: 'forged' } } }],
    ['a denial of something else', { kind: 'handler-threw', error: { ...error, means: { kind: 'denied', what: 'sleep' } } }],
    ['an exception of no origin', { kind: 'uncaught', error }],
    ['an exception of another origin', { kind: 'uncaught', error, origin: 'timer' }],
    ['a call that has no name', { kind: 'never-awaited' }],
    ['an end by nothing', { kind: 'ending' }],
    ['a task that threw no error', { kind: 'task-threw' }],
  ])('%s', (_what, told) => {
    expect(isTaken(told)).toBe(false);
  });
});

test('keys that do not belong to a fact are dropped', () => {
  const told = { kind: 'handler-returned', at: { ...AT, file: 'x' }, source: 'wire', seq: 0 };
  expect(testimony.parse(told)).toStrictEqual({ kind: 'handler-returned', at: AT });
});

describe('counts', () => {
  const here = { read: 0, written: 3, unsent: false, reading: true, readEnded: false, writeEnded: false };
  const all = (connections: number) => Object.fromEntries(Array.from({ length: connections }, (_, number) => [number, here]));

  test('are of no fewer than none', () => {
    expect(stats.parse({ handlers: 0, timers: 2 })).toEqual({ handlers: 0, timers: 2 });
    for (const wrong of [{ handlers: -1, timers: 0 }, { handlers: 0, timers: -1 }, { handlers: 0 }, { handlers: '1', timers: 0 }])
      expect(stats.safeParse(wrong).success).toBe(false);
  });

  test('are told for as many connections as a run may have', () => {
    expect(progress.parse(all(CONNECTIONS))).toEqual(all(CONNECTIONS));
    expect(progress.safeParse(all(CONNECTIONS + 1)).success).toBe(false);
    expect(progress.safeParse({ '123456789': here }).success).toBe(false);
  });

  test.each(Object.keys(here))('of a connection are not taken without %s', (key) => {
    expect(progress.safeParse({ 0: { ...here, [key]: undefined } }).success).toBe(false);
  });
});

test('a diagnostic has words, a place and a length, and a frame lines that belong somewhere', () => {
  const told = { message: 'no', at: AT, length: 3, frame: true };
  expect(diagnostic.parse(told)).toEqual(told);
  expect(diagnostic.safeParse({ ...told, length: -1 }).success).toBe(false);
  expect(diagnostic.safeParse({ ...told, at: undefined }).success).toBe(false);
  expect(frame.parse({ text: 'import x', afterLine: 0 })).toEqual({ text: 'import x', afterLine: 0 });
  for (const afterLine of [-1, 0.5, undefined]) expect(frame.safeParse({ text: '', afterLine }).success).toBe(false);
  expect(sourceLocation.safeParse({ line: 1, column: 1.5 }).success).toBe(false);
});
