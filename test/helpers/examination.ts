/** An examination to be reported, written by hand. */
import type { Examination } from '../../sandbox/index.ts';
import type { ExaminationParts } from '../../web/app/report/examined.ts';
import { brokenAttempt, HOSTILE, hostileAttempt } from './attempt.ts';

export const PARTS: ExaminationParts = {
  at: new Date('2026-11-29T13:56:00Z'),
  version: '0.1.0',
  runtime: 'Python 3.13.2',
  source: brokenAttempt().source,
  mend: () => ({ fix: 'while True:\n    await ws.receive_text()\n', next: 'Send a second message.', step: 'open-then-gone' }),
};

/** One that found out why: the handler returned at line 2. */
export function brokenExamination(): Examination {
  const { verdict, diagnoses, timeline } = brokenAttempt().report;
  const closed = timeline.find(({ kind }) => kind === 'closed')?.seq ?? -1;
  const made = { sends: 'is silent', decides: 'Does it live?', verdict, timeline };
  return {
    subject: { name: 'ws://ada:s3cret@localhost/ws?token=s3cret', dialect: 'fastapi' },
    verdict: { kind: 'broken' },
    conclusion: 'The handler returned.',
    protocol: [{ sentence: 'It listens at /ws.', from: 'the source' }],
    experiments: [
      { ...made, id: 'talk', title: 'A client that talks', verdict: { kind: 'working' } },
      { ...made, id: 'alone', title: 'One that says nothing' },
    ],
    diagnoses: diagnoses.map((diagnosis) => ({
      ...diagnosis,
      confidence: 'likely',
      lookAlikes: ['hung-up'],
      evidence: [closed],
      experiment: 'alone',
    })),
    remarks: diagnoses.map((diagnosis) => ({ ...diagnosis, title: 'No size limit', experiment: 'alone' })),
    timings: { totalMs: 1_200.4 },
  };
}

/** The same, with text that would do something wherever somebody else's words get into it. */
export function hostileExamination(): { examination: Examination; parts: ExaminationParts } {
  const examination = brokenExamination();
  const said = { title: HOSTILE, advice: HOSTILE };
  const { timeline } = hostileAttempt().report;
  return {
    examination: {
      ...examination,
      subject: { ...examination.subject, name: HOSTILE },
      conclusion: HOSTILE,
      protocol: [{ sentence: HOSTILE, from: 'its answers' }],
      experiments: examination.experiments.map((made) => ({ ...made, timeline })),
      diagnoses: examination.diagnoses.map((diagnosis) => ({ ...diagnosis, ...said })),
      remarks: examination.remarks.map((remark) => ({ ...remark, ...said })),
    },
    parts: { ...PARTS, source: `\`\`\`\`\n${HOSTILE}\n`, mend: () => ({ fix: HOSTILE, next: HOSTILE, step: HOSTILE }) },
  };
}
