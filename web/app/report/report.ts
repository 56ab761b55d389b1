/**
 * A report: one HTML file that holds everything, to be read without a script, from a disk, on paper, in the light and in the dark.
 *
 * It knows no step: whatever has a timeline can be reported. Pure.
 */
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { wordVerdict } from '../models/verdict-words.ts';
import { connections } from './connections.ts';
import { eventList } from './event-list.ts';
import { markup } from './markup.ts';
import { head, page } from './page.ts';
import { source } from './source.ts';
import { expectations, verdict } from './verdict.ts';

export interface ReportParts {
  title: string;
  /** When what is reported happened. */
  at: Date;
  /** What else there is to know, each with its name: "Dialect", "FastAPI". */
  facts: readonly (readonly [name: string, value: string])[];
  timeline: readonly TimelineEvent[];
  /** What it is drawn beside; a run that works has none. */
  pattern?: readonly TimelineEvent[];
  /** Where somebody judged it. */
  report?: RunReport;
  feedback?: string;
  source?: { fileName: string; text: string };
}

export function reportHtml(parts: ReportParts): string {
  const { title, at, facts, report, feedback, timeline, source: file } = parts;
  const body = markup`<main>
${head('Socket Clinic report', title, at, facts)}
${report && verdict(report, feedback)}
${connections(parts)}
${file && source({ ...file, frame: report?.frame?.text, marked: report?.diagnoses[0]?.at?.line })}
${report && report.outcomes.length > 0 ? expectations(report.outcomes) : undefined}
${eventList(timeline)}
</main>`;
  return page(report ? `${wordVerdict(report).headline} · ${title}` : title, body);
}
