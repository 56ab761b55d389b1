/**
 * A report: one HTML file that holds everything, to be read without a script, from a disk, on paper, in the light and in the dark.
 *
 * It knows no step: whatever has a timeline can be reported. Pure.
 */
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { wordVerdict } from '../models/verdict-words.ts';
import { connections } from './connections.ts';
import { eventList } from './event-list.ts';
import { type Markup, markup } from './markup.ts';
import { source } from './source.ts';
import { STYLE } from './style.ts';
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
<header>
<p class="kicker">Socket Clinic report</p>
<h1>${title}</h1>
<dl class="facts">${[['Date', wordDate(at)] as const, ...facts].map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
</header>
${report && verdict(report, feedback)}
${connections(parts)}
${file && source({ ...file, frame: report?.frame?.text, marked: report?.diagnoses[0]?.at?.line })}
${report && report.outcomes.length > 0 ? expectations(report.outcomes) : undefined}
${eventList(timeline)}
</main>`;
  return page(report ? `${wordVerdict(report).headline} · ${title}` : title, body);
}

/** By its policy nothing is fetched and no script runs, whatever might get into it. */
function page(title: string, body: Markup): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title} · Socket Clinic</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`.text;
}

/** In UTC, since nobody knows where it is read. */
function wordDate(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
