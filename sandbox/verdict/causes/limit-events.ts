/** The handler does something that its process tells, an error above all, again and again. */
import type { Cause } from './cause.ts';
import { atLimit } from './words.ts';

export const limitEvents: Cause = {
  id: 'limit-events',
  find: (findings) => atLimit(findings, ['events'], 'The handler does the same again and again'),
};
