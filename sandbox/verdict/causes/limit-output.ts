/** The handler writes more output than it may. */
import type { Cause } from './cause.ts';
import { atLimit } from './words.ts';

export const limitOutput: Cause = {
  id: 'limit-output',
  find: (findings) => atLimit(findings, ['output'], 'The handler flooded the output'),
};
