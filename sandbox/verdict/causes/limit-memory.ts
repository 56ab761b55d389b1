/** The handler holds more memory than it may. */
import type { Cause } from './cause.ts';
import { atLimit } from './words.ts';

export const limitMemory: Cause = {
  id: 'limit-memory',
  find: (findings) => atLimit(findings, ['memory'], 'The handler ran out of memory'),
};
