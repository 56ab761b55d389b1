/** A report as text for a terminal. What the handler wrote is shown as inert text. */
import pc from 'picocolors';
import type { RunReport, TimelineEvent } from '../sandbox/index.ts';
import { describeEvent } from './describe-event.ts';

export function showReport({ verdict, diagnoses, timeline, timings, seed }: RunReport, feedback: string | undefined): string {
  const lines = [headline(verdict)];
  if (verdict.kind === 'broken') lines.push(`Expected ${verdict.expected}; observed: ${verdict.observed}.`);
  if (verdict.kind === 'limit-exceeded') lines.push(verdict.sentence);
  if (verdict.kind === 'did-not-compile')
    lines.push(...verdict.diagnostics.map(({ at, message }) => `  ${at.line}:${at.column} ${message}`));
  if (verdict.kind === 'crashed' && verdict.error) lines.push(verdict.error.stack);
  for (const { title, advice, confidence } of diagnoses) lines.push('', `${pc.bold(title)} (${confidence})`, advice);
  if (feedback !== undefined) lines.push('', feedback);
  const shown = timeline.map(showEvent).filter((line) => line !== undefined);
  if (shown.length > 0) lines.push('', pc.bold('Timeline'), ...shown);
  lines.push('', pc.dim(`seed ${seed}, ${Math.round(timings.totalMs)} ms`));
  return `${lines.map(makeVisible).join('\n')}\n`;
}

function headline(verdict: RunReport['verdict']): string {
  if (verdict.kind === 'working') return pc.green(pc.bold('Working'));
  if (verdict.kind === 'broken') return pc.red(pc.bold(`Broken: ${verdict.summary}`));
  if (verdict.kind === 'did-not-compile') return pc.red(pc.bold('Did not compile'));
  if (verdict.kind === 'crashed') return pc.red(pc.bold('Crashed: the process ended, and every connection with it'));
  return pc.red(pc.bold('Limit exceeded'));
}

function showEvent(event: TimelineEvent): string | undefined {
  const text = describeEvent(event);
  if (text === undefined) return undefined;
  return `${String(Math.round(event.atMs)).padStart(7)} ms  ${(event.connection ?? '').padEnd(3)} ${event.source.padEnd(7)} ${text}`;
}

/** Control and bidi characters as their code points; the colours of this file are let through. */
function makeVisible(line: string): string {
  const own = new RegExp(`(${ESCAPE}\\[\\d+m)`);
  return line
    .split(own)
    .map((part) =>
      own.test(part) ? part : part.replace(HIDDEN, (hidden) => `⟨U+${hidden.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`),
    )
    .join('');
}

const ESCAPE = String.fromCharCode(27);
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
