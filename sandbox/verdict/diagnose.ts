/**
 * The diagnosis: what the timeline means. Pure; it reads testimony too, since it explains and does not decide.
 *
 * Each cause looks at the findings and says whether they show it.
 */
import type { Script } from '../probe/scenario.ts';
import type { TimelineEvent } from '../probe/timeline.ts';
import { CAUSES } from './causes/causes.ts';
import { unknown } from './causes/unknown.ts';
import { find } from './findings.ts';
import type { Diagnosis, Verdict } from './verdict.ts';

const ORDER = { certain: 0, likely: 1, possible: 2 };

/** The likely causes, surest first; none for a handler that works or did not compile. */
export function diagnose(script: Script, timeline: readonly TimelineEvent[], verdict: Verdict): Diagnosis[] {
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile') return [];
  const findings = find(script, timeline, verdict);
  const among = (causes: readonly (typeof CAUSES)[number][]) =>
    causes.flatMap((cause) => {
      const found = cause.find(findings);
      return found ? [{ cause: cause.id, ...found }] : [];
    });
  const found = among(CAUSES);
  return found.length > 0 ? found.sort((one, other) => ORDER[one.confidence] - ORDER[other.confidence]) : among([unknown]);
}
