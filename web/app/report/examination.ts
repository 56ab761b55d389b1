/** What somebody can be given of an examination: HTML to read, and Markdown for a ticket. Pure. */
import type { Examination } from '../../../sandbox/index.ts';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import { cleanAddress, withoutSecrets } from '../../../sandbox/timeline/secrets.ts';
import { examinationHtml } from './examination-html.ts';
import { examinationMarkdown } from './examination-markdown.ts';
import type { ExaminationParts, ReportedExamination } from './examined.ts';
import type { Fact } from './page.ts';

/** Headers and query parameters that are secrets by their names are in neither. */
export function reportExamination(examination: Examination, parts: ExaminationParts): { html: string; markdown: string } {
  const { timings, ...told } = examination;
  const { version, runtime, ...rest } = parts;
  const { dialect } = told.subject;
  const facts: Fact[] = [
    ...(dialect === undefined ? [] : [['Dialect', FACES[dialect].title] as const]),
    ['Experiments', `${told.experiments.length} in ${Math.round(timings.totalMs)} ms`],
    ['Made with', [`Socket Clinic ${version}`, runtime].filter((known) => known !== undefined).join(', ')],
  ];
  const experiments = told.experiments.map((made) => ({ ...made, timeline: withoutSecrets(made.timeline) }));
  const deciding = experiments.find(({ id }) => id === told.diagnoses[0]?.experiment);
  const subject = { ...told.subject, name: cleanAddress(told.subject.name) };
  const reported: ReportedExamination = { ...told, ...rest, subject, experiments, facts, deciding };
  return { html: examinationHtml(reported), markdown: examinationMarkdown(reported) };
}
