/**
 * The diagnosis: what the timeline means. Pure; it reads testimony too, since it explains and does not decide.
 *
 * Each rule looks at the findings and names a cause or nothing. The rules stand from the surest to the vaguest.
 */
import type { Script } from '../probe/scenario.ts';
import type { SourceLocation, TimelineEvent } from '../probe/timeline.ts';
import { type Findings, find } from './findings.ts';
import { contentRules } from './rules-content.ts';
import { endRules } from './rules-end.ts';
import type { Diagnosis, Verdict } from './verdict.ts';

export type Rule = (findings: Findings) => Diagnosis | undefined;

/** The likely causes, surest first; none for a handler that works or did not compile. */
export function diagnose(script: Script, timeline: readonly TimelineEvent[], verdict: Verdict): Diagnosis[] {
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile') return [];
  const findings = find(script, timeline, verdict);
  const found = [...endRules, ...contentRules].map((rule) => rule(findings)).filter((diagnosis) => diagnosis !== undefined);
  const order = { certain: 0, likely: 1, possible: 2 };
  return found.length > 0 ? found.sort((one, other) => order[one.confidence] - order[other.confidence]) : [unknown(findings)];
}

/** " at line 9", or nothing where the line is not known. */
export function atLine(at: SourceLocation | undefined): string {
  return at ? ` at line ${at.line}` : '';
}

function unknown({ observed }: Findings): Diagnosis {
  return {
    cause: 'unknown',
    confidence: 'possible',
    title: 'No known failure pattern fits',
    advice: `Compare the two lanes of the timeline at the place where they part${observed === '' ? '' : `: ${observed}`}. Log before and after each line that waits.`,
    evidence: [],
  };
}
