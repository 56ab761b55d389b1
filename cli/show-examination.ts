/** An examination as text for a terminal. What the subject wrote is shown as inert text: only this file's own words have colours. */
import pc from 'picocolors';
import type { Examination, ExaminedDiagnosis, MadeExperiment, TimelineEvent } from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import { GUIDE } from '../sandbox/verdict/causes/guide/guide.ts';
import { visibleText } from '../web/visible-text.ts';
import { oneLine, showEvent } from './show-report.ts';

/** Rows of the timeline before the evidence, and after it. */
const ROWS_BEFORE = 12;
const ROWS_AFTER = 4;

export function showExamination(examination: Examination, source: string): string {
  const { diagnoses, remarks, experiments, protocol, conclusion, timings } = examination;
  const compiled = experiments.flatMap(({ verdict }) => (verdict.kind === 'did-not-compile' ? verdict.diagnostics : []));
  const lines = [
    headline(examination),
    ...compiled.map(({ at, message }) => `  ${at.line}:${at.column} ${oneLine(message)}`),
    ...(diagnoses.length === 0 ? [oneLine(conclusion)] : []),
    ...diagnoses.flatMap((diagnosis) => ['', ...showDiagnosis(diagnosis, source, examination.subject.dialect)]),
    ...titled(
      'What is known of how it talks',
      protocol.map(({ sentence, from }) => `  ${oneLine(sentence)} ${pc.dim(`(${from})`)}`),
    ),
    ...titled(
      'Experiments',
      experiments.flatMap((made) => showExperiment(made, diagnoses)),
    ),
    ...titled(
      'Besides',
      remarks.map(({ title, advice }) => `  ${oneLine(title)}. ${oneLine(advice)}`),
    ),
    ...titled('Timeline', shownRows(examination)),
    '',
    pc.dim(`${Math.round(timings.totalMs)} ms`),
  ];
  return `${lines.join('\n')}\n`;
}

/** That of the experiment which shows the first diagnosis. */
export function decidingTimeline({ diagnoses: [first], experiments }: Examination): TimelineEvent[] {
  return experiments.find(({ id }) => id === first?.experiment)?.timeline ?? [];
}

const HEADLINES = {
  working: pc.green(pc.bold('Healthy')),
  broken: pc.red(pc.bold('Broken')),
  crashed: pc.red(pc.bold('Crashed: the process ended, and every connection with it')),
  'limit-exceeded': pc.red(pc.bold('Limit exceeded')),
  'did-not-compile': pc.red(pc.bold('Did not compile')),
};

function headline({ verdict, subject }: Examination): string {
  return `${HEADLINES[verdict.kind]} ${pc.dim(oneLine(subject.name))}`;
}

function titled(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : ['', pc.bold(title), ...rows];
}

function showDiagnosis(
  { cause, title, confidence, advice, at, lookAlikes, next }: ExaminedDiagnosis,
  source: string,
  dialect: Dialect | undefined,
): string[] {
  const code = at && source.split('\n')[at.line - 1];
  const { fix, step, next: usual } = GUIDE[cause];
  const decides = next ?? usual;
  const mended = dialect && fix[dialect];
  return [
    `${pc.bold(oneLine(title))} ${pc.dim(`(${cause}, ${confidence})`)}`,
    visibleText(advice),
    ...(lookAlikes ? [pc.dim(`  Looks the same from here: ${lookAlikes.join(', ')}.`)] : []),
    ...(at && code !== undefined ? [pc.dim(visibleText(`  ${at.line} | ${oneLine(code.trim())}`))] : []),
    ...(mended === undefined
      ? []
      : [
          '',
          'A way to mend it:',
          ...mended
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`),
        ]),
    ...(confidence === 'certain' || decides === undefined ? [] : [visibleText(decides)]),
    ...(step === undefined ? [] : [`The step ${step} teaches it.`]),
  ];
}

/** With what was sent in it, where it shows something. */
function showExperiment({ id, title, decides, sends, verdict }: MadeExperiment, diagnoses: readonly ExaminedDiagnosis[]): string[] {
  const parted = diagnoses.some(({ experiment }) => experiment === id);
  const sign = verdict.kind === 'did-not-compile' ? '–' : parted ? pc.red('✗') : pc.green('✓');
  return [`  ${sign} ${title}. ${decides}`, ...(parted ? [pc.dim(`    The probe ${sends}.`)] : [])];
}

/** What leads up to the first diagnosis. */
function shownRows(examination: Examination): string[] {
  const [first] = examination.diagnoses;
  const last = first?.evidence.at(-1);
  const rows = decidingTimeline(examination).flatMap((event) => {
    const row = showEvent(event);
    return row === undefined ? [] : [{ seq: event.seq, row }];
  });
  if (last === undefined) return [];
  const index = rows.findLastIndex(({ seq }) => seq <= last);
  return rows.slice(Math.max(0, index - ROWS_BEFORE), index + 1 + ROWS_AFTER).map(({ row }) => row);
}
