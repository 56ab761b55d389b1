import { expect, test } from 'vitest';
import { chooseFeedback } from '../../../sandbox/verdict/feedback.ts';

test('the first feedback that fits is chosen, and none for a handler that works', () => {
  const feedback = [
    { id: 'one', when: { unmet: 'other' }, say: '1' },
    { id: 'two', when: { unmet: ['answer', 'x'], observed: 'silence' }, say: '2' },
    { id: 'three', when: {}, say: '3' },
  ];
  const broken = {
    kind: 'broken' as const,
    summary: '',
    expected: '',
    observed: '',
    observedKind: 'silence' as const,
    entry: 0,
    name: 'answer',
  };
  expect(chooseFeedback(feedback, { verdict: broken, diagnoses: [], timeline: [] })?.id).toBe('two');
  expect(chooseFeedback(feedback, { verdict: { kind: 'working' }, diagnoses: [], timeline: [] })).toBeUndefined();
});
