/** The run needs more connections than a sandbox process has. */
import type { Cause } from './cause.ts';
import { atLimit } from './words.ts';

export const limitConnections: Cause = {
  id: 'limit-connections',
  find: (findings) => atLimit(findings, ['connections'], 'The run needed too many connections'),
};
