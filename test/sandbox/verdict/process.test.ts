/** How what is expected of the output, the process and what is left stands, in words. */
import { describe, expect, test } from 'vitest';
import type { LinePattern, Seen } from '../../../sandbox/scenario/entry.ts';
import type { Stats } from '../../../sandbox/timeline/timeline.ts';
import { type Stands, seeing, standing } from '../../helpers/standing.ts';
import type { Told } from '../../helpers/timeline.ts';

const LATE = true;
const exit = (code: number | null, signal: string | null = null): Told => ({ kind: 'process-exited', code, signal });
const wrote = (text: string): Told => ({ kind: 'output', stream: 'stdout', text });
const counted = (handlers: number, timers: number): Told => ({ kind: 'stats', stats: { handlers, timers } });
const line = (...has: LinePattern['has']): LinePattern => ({ has });

describe('the exit of the process', () => {
  test.each<[string, Told[], boolean, Stands]>([
    ['with the code', [exit(0)], false, 'met'],
    ['with another code', [exit(1)], false, ['process-exited', 'the process exited with 1']],
    ['by a signal', [exit(null, 'SIGTERM')], false, ['process-exited', 'the process exited with SIGTERM']],
    ['is awaited', [], false, 'pending'],
    ['never came', [], LATE, ['still-open', 'the process did not exit']],
  ])('%s', (_what, facts, deadline, stands) => {
    expect(standing({ expect: 'process-exits', code: 0 }, facts, deadline)).toEqual(stands);
  });
});

describe('what is left', () => {
  test.each<[string, Told[], boolean, Stands]>([
    ['is little enough', [counted(1, 0)], false, 'met'],
    ['is little enough, although the process has ended since', [counted(0, 0), exit(0)], false, 'met'],
    ['is too much so far', [counted(2, 0)], false, 'pending'],
    ['is too many handlers', [counted(2, 0)], LATE, ['left-behind', '2 handlers and 0 timers were left']],
    ['is too many timers', [counted(1, 1)], LATE, ['left-behind', '1 handler and 1 timer were left']],
    ['was not counted yet', [], false, 'pending'],
    ['was not told', [], LATE, ['left-behind', 'the process did not say']],
    ['is nothing, with the process gone', [counted(2, 0), exit(1)], false, ['process-exited', 'the process ended (exit code 1)']],
  ])('%s', (_what, facts, deadline, stands) => {
    expect(standing({ expect: 'left', handlers: 1, timers: 0 }, facts, deadline)).toEqual(stands);
  });

  test('is as much as it likes where nothing is said', () => {
    expect(standing({ expect: 'left' }, [counted(99, 99)])).toBe('met');
  });

  test.each<[string, Stats | undefined, Stands]>([
    ['as much', { handlers: 3, timers: 1 }, 'met'],
    ['less', { handlers: 2, timers: 1 }, ['left-behind', '3 handlers and 1 timer were left, where 2 handlers and 1 timer were before']],
    [
      'fewer timers',
      { handlers: 3, timers: 0 },
      ['left-behind', '3 handlers and 1 timer were left, where 3 handlers and 0 timers were before'],
    ],
    ['nobody knows what', undefined, 'met'],
  ])('is compared with an earlier reading, where that was %s', (_what, before, stands) => {
    const given = seeing([counted(3, 1)], { counted: new Map(before ? [['before', before]] : []) });
    expect(standing({ expect: 'left', asAt: 'before' }, given, LATE)).toEqual(stands);
  });
});

describe('the output', () => {
  const lines = (...wanted: LinePattern[]): Seen => ({ expect: 'output', lines: wanted });

  test.each<[string, Seen, Told[], boolean, Stands]>([
    ['has the lines', lines(line('a'), line('b')), [wrote('a\nb\n')], false, 'met'],
    ['has them, with others between', lines(line('a'), line('b')), [wrote('x\na\nx\nb\n')], false, 'met'],
    ['has none', lines(line('a')), [], LATE, ['output-missing', 'the output has no line with “a”']],
    ['has not yet', lines(line('a')), [], false, 'pending'],
    ['has not, and the process has ended', lines(line('a')), [exit(0)], false, ['output-missing', 'the output has no line with “a”']],
    [
      'has them in another order',
      lines(line('a'), line('b')),
      [wrote('b\na\n')],
      LATE,
      ['output-missing', 'the output has no line with “b” in its place'],
    ],
    [
      'has a part of a line',
      lines(line('a', ['b', 'c'])),
      [wrote('a\nc\n')],
      LATE,
      ['output-missing', 'the output has no line with “a” and “b” or “c”'],
    ],
    ['has one of several', lines(line('a', ['b', 'c'])), [wrote('c a\n')], false, 'met'],
    [
      'says what it must not',
      { expect: 'output', lines: [], never: [line('Error')] },
      [wrote('fine\n  Error: x \nError: y\n')],
      false,
      ['output-extra', 'the output says: Error: x'],
    ],
    [
      'has the line twice',
      { expect: 'output', lines: [], once: [line('bye')] },
      [wrote('bye\nbye\n')],
      false,
      ['output-extra', 'the output has more than one line with “bye”'],
    ],
    ['has the line once', { expect: 'output', lines: [], once: [line('bye')] }, [wrote('bye\n')], false, 'met'],
    [
      'lacks the line that may come once',
      { expect: 'output', lines: [], once: [line('hi'), line('bye')] },
      [wrote('hi\n')],
      LATE,
      ['output-missing', 'the output has no line with “bye” in its place'],
    ],
  ])('%s', (_what, seen, facts, deadline, stands) => {
    expect(standing(seen, facts, deadline)).toEqual(stands);
  });

  test('a line counts while it is being written', () => {
    expect(standing(lines(line('hello')), [wrote('hel'), wrote('lo')])).toBe('met');
    expect(standing(lines(line('hello')), [wrote('hel'), { ...wrote('lo'), stream: 'stderr' } as Told], LATE)).not.toBe('met');
  });

  test('a text counts as a logger of JSON puts it', () => {
    expect(standing(lines(line('say "hi"\t')), [wrote('{"msg":"say \\"hi\\"\\t"}\n')])).toBe('met');
    expect(standing(lines(line('C:\\x')), [wrote('{"path":"C:\\\\x"}\n')])).toBe('met');
    expect(standing(lines(line('plain')), [wrote('"pla"in\n')], LATE)).not.toBe('met');
  });

  test('a line without an end is taken in pieces', () => {
    const long = 'x'.repeat(16 * 1024);
    expect(standing({ expect: 'output', lines: [], never: [line('xend')] }, [wrote(long), wrote('end\n')])).not.toBe('met');
    expect(standing({ expect: 'output', lines: [], never: [line('xend')] }, [wrote(`${long}x`), wrote('end\n')])).toBe('met');
  });

  test('a piece of a line without an end counts once, as a line', () => {
    const piece = [wrote(`bye${'x'.repeat(16 * 1024)}`), wrote('end\n')];
    expect(standing(lines(line('bye'), line('end')), piece)).toBe('met');
    const longest = [wrote(`bye${'x'.repeat(16 * 1024 - 3)}`), wrote('end\n')];
    expect(standing({ expect: 'output', lines: [], once: [line('bye')] }, longest)).toBe('met');
  });

  test('a tab counts as a logger of JSON puts it', () => {
    expect(standing(lines(line('\t')), [wrote('{"msg":"a\\tb"}\n')])).toBe('met');
  });

  test('a line that is being written stands behind all that has ended', () => {
    const since: Seen = { expect: 'output', lines: [{ has: ['late'], since: 'asked' }] };
    const given = seeing([wrote('early\n')]);
    given.evidence.output.mark('asked');
    given.evidence.output.write('stderr', 'late');
    expect(standing(since, given)).toBe('met');
  });

  test('of a mark that was not reached there is no line before or since', () => {
    const marked = (place: object): Seen => ({ expect: 'output', lines: [{ has: ['a'], ...place }] });
    const given = (mark: string) => {
      const against = seeing([wrote('a\n')]);
      against.evidence.output.mark(mark);
      return against;
    };
    expect(standing(marked({ since: 'asked' }), given('other'), LATE)).toEqual([
      'output-missing',
      'the output has no line with “a” where it belongs',
    ]);
    expect(standing(marked({ before: 'asked' }), given('other'))).toBe('met');
    expect(standing(marked({ before: 'asked' }), given('asked'))).toBe('met');
    expect(standing(marked({ since: 'asked' }), given('asked'), LATE)).not.toBe('met');
  });

  test('a line out of its place is neither forbidden nor counted', () => {
    const against = () => {
      const given = seeing([wrote('a\n')]);
      given.evidence.output.mark('asked');
      return given;
    };
    expect(standing({ expect: 'output', lines: [], never: [{ has: ['a'], since: 'asked' }] }, against())).toBe('met');
    expect(standing({ expect: 'output', lines: [], once: [{ has: ['a'], since: 'asked' }] }, against())).toBe('pending');
  });
});
