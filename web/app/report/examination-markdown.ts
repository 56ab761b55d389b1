/** An examination as Markdown, for a ticket. Pure. */
import type { ExaminedDiagnosis, TimelineEvent } from '../../../sandbox/index.ts';
import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import { describeEvent, directionOf, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { describeMs } from '../../../sandbox/timeline/wording.ts';
import { headlineOf, problemsIn, type ReportedExamination, showsSomething } from './examined.ts';
import { block, inline } from './markdown.ts';
import { wordDate } from './page.ts';

/** Rows of the timeline before the evidence, and after it; the most of one, in characters. */
const ROWS = { before: 24, after: 6, characters: 160 };

export function examinationMarkdown(reported: ReportedExamination): string {
  const { subject, conclusion, diagnoses, protocol, experiments, remarks, facts, at } = reported;
  const made = facts.map(([name, value]) => `${name}: ${inline(value)}`).join(' · ');
  const parts = [
    `# ${inline(headlineOf(reported))}: ${inline(subject.name)}`,
    ...(diagnoses.length === 0 ? [inline(conclusion)] : []),
    ...listed(problemsIn(reported).map(({ at: place, message }) => `Line ${place.line}: ${inline(message)}`)),
    ...diagnoses.flatMap((diagnosis) => reason(diagnosis, reported)),
    ...titled(
      'How it talks',
      protocol.map(({ sentence, from }) => `${inline(sentence)} (${from})`),
    ),
    ...titled(
      'Experiments',
      experiments.map((each) => `${showsSomething(each, reported) ? '✗' : '✓'} **${inline(each.title)}.** ${inline(each.decides)}`),
    ),
    ...titled(
      'Besides',
      remarks.map(({ title, advice }) => `**${inline(title)}.** ${inline(advice)}`),
    ),
    ...timeline(reported),
    `Date: ${wordDate(at)} · ${made}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function reason(diagnosis: ExaminedDiagnosis, { mend, source, subject }: ReportedExamination): string[] {
  const { title, advice, confidence, at, lookAlikes } = diagnosis;
  const { fix, next, step } = mend(diagnosis);
  const code = at && source?.split(/\r?\n/)[at.line - 1];
  return [
    `**${inline(title)}** (${confidence})`,
    inline(advice),
    ...(lookAlikes ? [`Looks the same from here: ${inline(lookAlikes.join(', '))}.`] : []),
    ...(at && code !== undefined ? [`Line ${at.line}:`, block(code, languageOf(subject.dialect))] : []),
    ...(fix === undefined ? [] : ['A way to mend it:', block(fix, languageOf(subject.dialect))]),
    ...(confidence === 'certain' || next === undefined ? [] : [inline(next)]),
    ...(step === undefined ? [] : [`The step ${inline(step)} teaches it.`]),
  ];
}

function languageOf(dialect: Dialect | undefined): string {
  return dialect === undefined ? 'text' : FACES[dialect].editorLanguage;
}

function titled(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, ...listed(rows)];
}

function listed(rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [rows.map((row) => `- ${row}`).join('\n')];
}

/** What leads up to the first diagnosis. */
function timeline({ deciding, diagnoses: [first] }: ReportedExamination): string[] {
  if (!deciding) return [];
  const told = deciding.timeline.filter((event) => !isMachinery(event));
  const last = told.findLastIndex(({ seq }) => first?.evidence.includes(seq));
  const from = Math.max(0, last - ROWS.before);
  const shown = told.slice(from, last < 0 ? ROWS.before : last + 1 + ROWS.after);
  const rows = shown.map((event) => `${first?.evidence.includes(event.seq) ? '▶' : ' '} ${rowOf(event)}`);
  const [before, after] = [from, told.length - from - shown.length];
  const cut = [...(before > 0 ? [`  … ${before} events before`] : []), ...rows, ...(after > 0 ? [`  … ${after} events after`] : [])];
  return [`## The timeline of “${inline(deciding.title)}”`, `The probe ${inline(deciding.sends)}.`, block(cut.join('\n'))];
}

const ARROWS = { sent: '→ ', received: '← ' };

function rowOf(event: TimelineEvent): string {
  const direction = directionOf(event);
  const sentence = describeEvent(event).sentence.replaceAll('\n', '⏎').slice(0, ROWS.characters);
  const at = describeMs(event.atMs).padStart(9);
  return `${at}  ${(event.connection ?? '').padEnd(4)}${event.source.padEnd(8)}${direction ? ARROWS[direction] : ''}${sentence}`;
}
