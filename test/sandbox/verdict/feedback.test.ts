/** Which of a step's own sentences fits a run: the first whose conditions all hold. */
import { describe, expect, test } from 'vitest';
import type { Feedback } from '../../../sandbox/scenario/language.ts';
import { chooseFeedback } from '../../../sandbox/verdict/feedback.ts';
import type { CauseId, Verdict } from '../../../sandbox/verdict/verdict.ts';
import { numbered, type Told, text } from '../../helpers/timeline.ts';

type When = Feedback['when'];

const BROKEN: Verdict = { kind: 'broken', summary: '', expected: '', observed: '', observedKind: 'silence', entry: 0, name: 'answer' };
const CRASHED: Verdict = { kind: 'crashed', exit: { code: 1, signal: null }, name: 'answer' };
const diagnosed = (...causes: CauseId[]) =>
  causes.map((cause) => ({ cause, confidence: 'likely' as const, title: '', advice: '', evidence: [] }));
const forgotten: Told = { kind: 'never-awaited', call: 'Connection.close', source: 'process' };

function chosen(
  when: When,
  verdict: Verdict = BROKEN,
  causes: CauseId[] = ['flood', 'unasked'],
  facts: Told[] = [text('hi'), forgotten],
): boolean {
  const report = { verdict, diagnoses: diagnosed(...causes), timeline: facts.map(numbered) };
  return chooseFeedback([{ id: 'one', when, say: '' }], report) !== undefined;
}

test('the first that fits is chosen', () => {
  const feedback: Feedback[] = [
    { id: 'one', when: { unmet: 'other' }, say: '1' },
    { id: 'two', when: { unmet: ['answer', 'x'], observed: 'silence' }, say: '2' },
    { id: 'three', when: {}, say: '3' },
  ];
  expect(chooseFeedback(feedback, { verdict: BROKEN, diagnoses: [], timeline: [] })?.id).toBe('two');
  expect(chooseFeedback(feedback.slice(0, 1), { verdict: BROKEN, diagnoses: [], timeline: [] })).toBeUndefined();
});

test('none is chosen for a handler that works or does not compile', () => {
  expect([chosen({}, { kind: 'working' }), chosen({}, { kind: 'did-not-compile', diagnostics: [] })]).toEqual([false, false]);
});

describe('a condition', () => {
  test.each<[boolean, When]>([
    [true, {}],
    [true, { verdict: 'broken' }],
    [false, { verdict: 'crashed' }],
    [true, { unmet: 'answer' }],
    [false, { unmet: 'ans' }],
    [true, { unmet: ['x', 'answer'] }],
    [false, { unmet: [] }],
    [true, { observed: 'silence' }],
    [false, { observed: ['ended', 'refused'] }],
    [true, { cause: 'unasked' }],
    [false, { cause: 'handler-threw' }],
    [true, { cause: ['handler-threw', 'flood'] }],
    [true, { seen: 'frame-received' }],
    [true, { seen: 'text' }],
    [false, { seen: 'binary' }],
    [true, { seen: 'never-awaited' }],
    [true, { seen: ['close', 'Connection.close'] }],
    [false, { seen: 'handler-threw' }],
  ])('is %s: %j', (holds, when) => {
    expect(chosen(when)).toBe(holds);
  });

  test.each<[string, When]>([
    ['verdict', { unmet: 'answer', observed: 'silence', cause: 'flood', seen: 'text', verdict: 'crashed' }],
    ['name', { verdict: 'broken', observed: 'silence', cause: 'flood', seen: 'text', unmet: 'x' }],
    ['observation', { verdict: 'broken', unmet: 'answer', cause: 'flood', seen: 'text', observed: 'ended' }],
    ['cause', { verdict: 'broken', unmet: 'answer', observed: 'silence', seen: 'text', cause: 'denied' }],
    ['deed', { verdict: 'broken', unmet: 'answer', observed: 'silence', cause: 'flood', seen: 'binary' }],
  ])('that does not hold is enough: the %s', (_what, when) => {
    expect(chosen(when)).toBe(false);
  });
});

test('a crash has a name, where it came at an expectation, and no observation', () => {
  expect([chosen({ unmet: 'answer' }, CRASHED), chosen({ observed: 'silence' }, CRASHED)]).toEqual([true, false]);
  const limit = { what: 'time', max: 1, unit: 'ms' } as const;
  expect(chosen({ unmet: 'answer' }, { kind: 'limit-exceeded', limit, sentence: '' })).toBe(false);
  expect(chosen({ verdict: 'limit-exceeded' }, { kind: 'limit-exceeded', limit, sentence: '' })).toBe(true);
});

test('feedback may be for one dialect alone', () => {
  const feedback: Feedback[] = [
    { id: 'process', when: { verdict: 'crashed', dialect: 'ws' }, say: '1' },
    { id: 'connection', when: { verdict: 'crashed', dialect: ['async', 'fastapi'] }, say: '2' },
  ];
  const crashed = { kind: 'crashed' as const, exit: { code: 1, signal: null } };
  const chosen = (dialect?: string) => chooseFeedback(feedback, { dialect, verdict: crashed, diagnoses: [], timeline: [] })?.id;
  expect([chosen('ws'), chosen('async'), chosen()]).toEqual(['process', 'connection', undefined]);
});
