import type { RunReport } from '../../../sandbox/index.ts';

/** The kinds of verdicts, as words. */
export const KINDS: Record<RunReport['verdict']['kind'], string> = {
  working: 'Working',
  broken: 'Broken',
  'did-not-compile': 'Did not compile',
  crashed: 'Crashed',
  'limit-exceeded': 'Limit exceeded',
};
