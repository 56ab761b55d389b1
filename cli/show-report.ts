/** A report as text for a terminal. What the handler wrote is shown as inert text: only this file's own words have colours. */
import pc from 'picocolors';
import type { RunReport, TimelineEvent } from '../sandbox/index.ts';
import { describeEvent, directionOf, isMachinery } from '../sandbox/timeline/describe.ts';
import { visibleText } from '../web/visible-text.ts';

type Verdict = RunReport['verdict'];

/** The most rows of the timeline that are shown, and the most of one row, in characters; the same goes for the rows of a stack. */
const MOST_ROWS = 2_000;
const ROW_CHARACTERS = 2_000;
const MOST_STACK_ROWS = 50;

export function showReport({ verdict, diagnoses, timeline, timings, seed, frame }: RunReport, feedback: string | undefined): string {
  const lines = [headline(verdict), ...details(verdict).map(visibleText)];
  if (frame) lines.push('', 'This was loaded before the file, whose lines keep their numbers:', ...setOff(frame.text));
  for (const { title, advice, confidence } of diagnoses) lines.push('', `${pc.bold(oneLine(title))} (${confidence})`, visibleText(advice));
  if (feedback !== undefined) lines.push('', feedback);
  const shown = timeline.slice(0, MOST_ROWS).flatMap((event) => showEvent(event) ?? []);
  const more = timeline.length > MOST_ROWS ? [pc.dim(`… and ${timeline.length - MOST_ROWS} more events`)] : [];
  const listed = shown.length > 0 ? ['', pc.bold('Timeline'), ...shown, ...more] : [];
  return `${[...lines, ...listed, '', pc.dim(`seed ${seed}, ${Math.round(timings.totalMs)} ms`)].join('\n')}\n`;
}

function headline(verdict: Verdict): string {
  if (verdict.kind === 'working') return pc.green(pc.bold('Working'));
  if (verdict.kind === 'broken') return pc.red(pc.bold(`Broken: ${oneLine(verdict.summary)}`));
  if (verdict.kind === 'did-not-compile') return pc.red(pc.bold('Did not compile'));
  if (verdict.kind === 'crashed') return pc.red(pc.bold('Crashed: the process ended, and every connection with it'));
  return pc.red(pc.bold('Limit exceeded'));
}

function details(verdict: Verdict): string[] {
  if (verdict.kind === 'broken') return [oneLine(`Expected ${verdict.expected}; observed: ${verdict.observed}.`)];
  if (verdict.kind === 'limit-exceeded') return [verdict.sentence];
  if (verdict.kind === 'did-not-compile')
    return [
      ...verdict.diagnostics.map(({ at, message }) => `  ${at.line}:${at.column} ${oneLine(message)}`),
      ...(verdict.frame
        ? ['', 'A block without its file. With --frame it is run with this before it:', ...setOff(verdict.frame.text)]
        : []),
    ];
  // Set off from the report's own lines: a handler may have written the stack itself.
  if (verdict.kind === 'crashed' && verdict.error) return setOff(verdict.error.stack);
  return [];
}

function setOff(text: string): string[] {
  return text
    .trim()
    .split('\n', MOST_STACK_ROWS)
    .map((line) => visibleText(`  | ${line.slice(0, ROW_CHARACTERS)}`));
}

const ARROWS = { sent: '→ ', received: '← ' };
/** A longer payload is cut: the page shows it whole. */
const SENTENCE_CHARACTERS = 240;

/** One row of a timeline; none for what only the workshop's own machinery is about. */
export function showEvent(event: TimelineEvent): string | undefined {
  if (isMachinery(event) || event.kind === 'handler-started') return undefined;
  const direction = directionOf(event);
  const { sentence } = describeEvent(event);
  const text = sentence.length > SENTENCE_CHARACTERS ? `${sentence.slice(0, SENTENCE_CHARACTERS)}…` : sentence;
  const at = `${String(Math.round(event.atMs)).padStart(7)} ms`;
  return `${at}  ${(event.connection ?? '').padEnd(3)} ${event.source.padEnd(7)} ${direction ? ARROWS[direction] : ''}${oneLine(text)}`;
}

/** A handler cannot write a line of this report: its line ends are shown as signs. */
export function oneLine(text: string): string {
  const cut = text.length > ROW_CHARACTERS ? `${text.slice(0, ROW_CHARACTERS)}…` : text;
  return visibleText(cut).replaceAll('\n', '⏎');
}
