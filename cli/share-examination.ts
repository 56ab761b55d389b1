/** The file that `diagnose` leaves: HTML to read, or Markdown for a ticket. */
import type { Examination } from '../sandbox/index.ts';
import { GUIDE } from '../sandbox/verdict/causes/guide/guide.ts';
import { reportExamination } from '../web/app/report/examination.ts';
import { readVersion } from '../web/server/main.ts';
import { wordRuntime, write } from './share.ts';

export interface Examined {
  examination: Examination;
  at: Date;
  /** Of a file. */
  source?: string;
}

/** Markdown where the path ends in `.md`. @throws UsageError where the file cannot be written. */
export async function shareExamination(path: string, { examination, at, source }: Examined): Promise<void> {
  const { dialect } = examination.subject;
  const { html, markdown } = reportExamination(examination, {
    at,
    version: await readVersion(),
    runtime: dialect && (await wordRuntime(dialect)),
    source,
    mend({ cause, next }) {
      const { fix, next: usual, step } = GUIDE[cause];
      return { fix: dialect && fix[dialect], next: next ?? usual, step };
    },
  });
  await write(path, /\.md$/i.test(path) ? markdown : html);
}
