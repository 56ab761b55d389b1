/** What this browser keeps of a learner's work, and what was solved. */
import { signal } from '@preact/signals';
import { DIALECTS, type Dialect } from '../../../sandbox/runtimes/dialect.ts';
import { createKeeper, solvedKey, webStorage } from './storage.ts';
import { fetchWork } from './workshop.ts';

export const keeper = createKeeper(webStorage('browser'));
export const tab = createKeeper(webStorage('tab'));
/** Goes up when the workshop has told what was solved elsewhere. */
export const learnt = signal(0);

/** What was solved at another port, or in another browser, is solved here. */
export async function learnWork(): Promise<void> {
  const { solved } = await fetchWork().catch(() => ({ solved: [] }));
  for (const { step, dialect } of solved) if (!keeper.read(solvedKey(step, dialect))) keeper.write(solvedKey(step, dialect), 'elsewhere');
  if (solved.length > 0) learnt.value += 1;
}

/** The dialects in which a step is solved. */
export function solvedIn(step: string): Dialect[] {
  return DIALECTS.filter((dialect) => keeper.read(solvedKey(step, dialect)) !== undefined);
}
