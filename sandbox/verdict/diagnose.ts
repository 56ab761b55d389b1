import type { Script } from '../probe/scenario.ts';
import type { TimelineEvent } from '../probe/timeline.ts';
import type { Diagnosis, Verdict } from './verdict.ts';
export function diagnose(_script: Script, _timeline: readonly TimelineEvent[], _verdict: Verdict): Diagnosis[] {
  return [];
}
