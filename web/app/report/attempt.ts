/** What somebody can be given of an attempt: a report to read, and HAR for tools. For the page and the terminal; pure. */
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import { toHar } from '../../../sandbox/timeline/har.ts';
import { withoutSecrets } from '../../../sandbox/timeline/secrets.ts';
import { reportHtml } from './report.ts';

export interface SharedAttempt {
  step: { id: string; title: string };
  dialect: Dialect;
  /** When it was run. */
  at: Date;
  source: string;
  report: RunReport;
  feedback?: string;
  pattern?: readonly TimelineEvent[];
  /** Of the workshop: "0.1.0". */
  version: string;
  /** What the workshop runs this dialect on, where that is known: "Node 26.10.0". */
  runtime?: string;
}

export interface SharedFile {
  name: string;
  /** Of MIME. */
  type: string;
  text: string;
}

/** Headers and query parameters that are secrets by their names are in neither file. */
export function reportFile(attempt: SharedAttempt): SharedFile {
  const { step, dialect, at, source, report, feedback, pattern, version, runtime } = attempt;
  const text = reportHtml({
    title: step.title,
    at,
    facts: [
      ['Dialect', FACES[dialect].title],
      ['Step', step.id],
      ['Seed', report.seed],
      ['Made with', [`Socket Clinic ${version}`, runtime].filter((known) => known !== undefined).join(', ')],
    ],
    timeline: withoutSecrets(report.timeline),
    pattern: pattern && withoutSecrets(pattern),
    report,
    feedback,
    source: { fileName: FACES[dialect].fileName, text: source },
  });
  return { name: fileName(attempt, 'html'), type: 'text/html', text };
}

export function harFile(attempt: SharedAttempt): SharedFile {
  const { step, dialect, at, report, version } = attempt;
  const { seed, verdict, outcomes, diagnoses, timeline } = report;
  const har = toHar({
    timeline,
    startedAt: at,
    creator: { name: 'Socket Clinic', version },
    about: { step: step.id, dialect, seed, verdict, outcomes, diagnoses },
  });
  return { name: fileName(attempt, 'har'), type: 'application/json', text: JSON.stringify(har, null, 1) };
}

/** `open-then-gone-fastapi-2026-11-29.html` */
function fileName({ step, dialect, at }: SharedAttempt, ending: string): string {
  return `${step.id}-${dialect}-${at.toISOString().slice(0, 10)}.${ending}`;
}
