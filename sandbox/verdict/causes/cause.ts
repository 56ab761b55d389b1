/**
 * What each file of this folder is: one failure pattern, how it is recognised, and what is said of
 * it in a run. What is said of it in general is in `guide/`, in a file of the same name.
 */

import type { CauseId, EXAMINED_CAUSES, OUTSIDE_CAUSES } from '../../scenario/names.ts';
import type { Findings } from '../findings.ts';
import type { Diagnosis } from '../verdict.ts';

export interface Cause {
  /** One that the findings of a single run can show: an examined one has no file here, one from outside is in `outside/`. */
  id: Exclude<CauseId, (typeof EXAMINED_CAUSES | typeof OUTSIDE_CAUSES)[number]>;
  /** undefined when these findings do not show it. Pure; reads facts, never the words that a runtime prints. */
  find(findings: Findings): Found | undefined;
}

export type Found = Omit<Diagnosis, 'cause'>;
