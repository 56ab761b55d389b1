/** How the judge reads what a handler has written. */

import { type Entry, type LinePattern, place } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../sandbox/verdict/judge.ts';
import { numbered, scriptOf, type Told, timelineOf, verdictOf } from '../../helpers/timeline.ts';

describe('the output is read in the order in which it was written', () => {
  const write = (stream: 'stdout' | 'stderr', value: string): Told => ({ kind: 'output', stream, text: value, source: 'process' });
  const mark = (name: string): Entry => ({ do: 'send', connection: 'A', frames: [], mark: name });
  const outputOf = (lines: LinePattern[], more: object = {}): Entry =>
    ({ expect: 'output', lines, sentence: 'these lines', withinMs: 0, name: 'output', ...more }) as Entry;

  test('over both streams', () => {
    const script = scriptOf(outputOf([{ has: ['one'] }, { has: ['two'] }, { has: ['three'] }]));
    const inTurn = [write('stdout', 'one\n'), write('stderr', 'two\n'), write('stdout', 'three\n')];
    expect(verdictOf(script, [inTurn])).toEqual({ kind: 'working' });
    expect(verdictOf(script, [inTurn.toReversed()], 'deadline')).toMatchObject({ observedKind: 'output-missing' });
  });

  test('and against the wire: a line from before the mark is not one from after it', () => {
    const script = scriptOf(mark('asked'), outputOf([{ has: ['got it'], since: 'asked' }]));
    const said = write('stdout', 'got it\n');
    expect(judge(script, [said, ...timelineOf(script, [[], []], 'deadline')].map(numbered)).verdict).toMatchObject({
      observed: 'the output has no line with “got it” where it belongs',
    });
    expect(verdictOf(script, [[said], []])).toEqual({ kind: 'working' });
  });

  test('and a line from after the mark is not one from before it', () => {
    const script = scriptOf(mark('left'), outputOf([{ has: ['hello'], before: 'left' }]));
    expect(verdictOf(script, [[write('stdout', 'hello\n')], []], 'deadline')).toMatchObject({ observedKind: 'output-missing' });
    expect(judge(script, [write('stdout', 'hello\n'), ...timelineOf(script, [[], []])].map(numbered)).verdict).toEqual({ kind: 'working' });
  });

  test.each([
    ['Node', 'Error: x\n    at f (handler.ts:3:1)\n'],
    ['Python', 'Traceback (most recent call last):\n  File "handler.py", line 3, in f\nError: x\n'],
    ['a logger on one line', '{"error":"Error: x\\n at handler.ts:3"}\n'],
    ['a logger of JSON in Python', '{"error":"  File \\"handler.py\\", line 3, in f\\nError: x"}\n'],
  ])('a place in the handler is found in the words of %s', (_whose, said) => {
    expect(verdictOf(scriptOf(outputOf([place()])), [[write('stderr', said)]])).toEqual({ kind: 'working' });
    expect(verdictOf(scriptOf(outputOf([place()])), [[write('stderr', 'Error: x\n')]], 'deadline')).toMatchObject({
      observed: 'the output has no line with “handler.ts:” or “File "handler.py", line ”',
    });
  });

  test('a line is found once for each time that it is wanted', () => {
    const script = scriptOf(outputOf([place(), place()]));
    expect(verdictOf(script, [[write('stderr', 'at handler.ts:3\n')]], 'deadline')).toMatchObject({ observedKind: 'output-missing' });
    expect(verdictOf(script, [[write('stderr', 'at handler.ts:3\nat handler.ts:4\n')]])).toEqual({ kind: 'working' });
  });

  test('a line that is written piece by piece is one line', () => {
    const script = scriptOf(outputOf([{ has: ['a whole line'] }], { once: [{ has: ['whole'] }] }));
    const pieces = [write('stdout', 'a who'), write('stderr', 'beside\n'), write('stdout', 'le li'), write('stdout', 'ne')];
    expect(verdictOf(script, [pieces])).toEqual({ kind: 'working' });
  });
});
