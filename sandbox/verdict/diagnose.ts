/**
 * The diagnosis: what the timeline means. Pure; it reads testimony too, since it explains and does not decide.
 *
 * Each cause looks at the findings and says whether they show it.
 */
import type { Script } from '../scenario/entry.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';
import { CAUSES } from './causes/causes.ts';
import { OUTSIDE_CAUSES } from './causes/outside/causes.ts';
import type { OutsideCause } from './causes/outside/outside-cause.ts';
import { unknown } from './causes/unknown.ts';
import { find, type Stance } from './findings.ts';
import type { Diagnosis, Verdict } from './verdict.ts';

const TITLE_CHARACTERS = 300;
const ADVICE_CHARACTERS = 1_000;
const MOST_EVIDENCE = 100;

const ORDER = { certain: 0, likely: 1, possible: 2 };

/**
 * The likely causes, surest first; none for a handler that works or did not compile. `stance`: whether the timeline tells of the handler
 * from inside.
 */
export function diagnose(script: Script, timeline: readonly TimelineEvent[], verdict: Verdict, stance: Stance = 'inside'): Diagnosis[] {
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile') return [];
  const findings = find(script, timeline, verdict, stance);
  const among = (causes: readonly OutsideCause[]) =>
    causes.flatMap((cause) => {
      const found = cause.find(findings);
      return found ? [{ cause: cause.id, ...found }] : [];
    });
  const found = among(stance === 'outside' ? OUTSIDE_CAUSES : CAUSES);
  const sorted = found.sort((one, other) => ORDER[one.confidence] - ORDER[other.confidence]);
  return (sorted.length > 0 ? sorted : among([unknown])).map(bound);
}

/** What the handler threw, called or wrote is quoted in it: so much of that is read, and no more. */
function bound(diagnosis: Diagnosis): Diagnosis {
  const { title, advice, evidence } = diagnosis;
  return {
    ...diagnosis,
    title: cut(title, TITLE_CHARACTERS),
    advice: cut(advice, ADVICE_CHARACTERS),
    evidence: evidence.slice(0, MOST_EVIDENCE),
  };
}

function cut(text: string, length: number): string {
  return (text.length > length ? `${text.slice(0, length - 1)}…` : text).toWellFormed();
}
