/** A verdict as the words of the page: a headline, and "expected …; observed …". Pure. */
import type { RunReport } from '../../../sandbox/index.ts';

export interface VerdictWords {
  tone: 'good' | 'bad';
  headline: string;
  sentence?: string;
}

export function wordVerdict({ verdict, diagnoses }: RunReport): VerdictWords {
  switch (verdict.kind) {
    case 'working':
      return {
        tone: 'good',
        headline: 'Working',
        sentence: 'The connection behaves like the working pattern, and nobody else was disturbed.',
      };
    case 'broken':
      return {
        tone: 'bad',
        headline: `Broken: ${verdict.summary}`,
        sentence: `Expected ${verdict.expected}; observed: ${verdict.observed}.`,
      };
    case 'did-not-compile': {
      const count = verdict.diagnostics.length;
      return {
        tone: 'bad',
        headline: 'Did not compile',
        sentence: `Nothing was run. ${count === 1 ? 'There is one problem' : `There are ${count} problems`} in the handler.`,
      };
    }
    case 'crashed':
      return {
        tone: 'bad',
        headline: 'Crashed: the process ended, and every connection with it',
        sentence: `Expected the process to live; observed: it ended (${verdict.exit.signal ?? `exit code ${verdict.exit.code}`})${diagnoses.length > 0 ? '.' : ' without a word.'}`,
      };
    case 'limit-exceeded':
      return { tone: 'bad', headline: `Limit exceeded: ${verdict.limit.what}`, sentence: verdict.sentence };
  }
}
