/**
 * What each file of this folder is: one failure pattern, how it is recognised, and what is said of
 * it.
 */

import type { CauseId } from '../../scenario/names.ts';
import type { Findings } from '../findings.ts';
import type { Diagnosis } from '../verdict.ts';

export interface Cause {
  id: CauseId;
  /** undefined when these findings do not show it. Pure; reads facts, never the words that a runtime prints. */
  find(findings: Findings): Found | undefined;
}

export type Found = Omit<Diagnosis, 'cause'>;
