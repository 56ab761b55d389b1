/** What this browser keeps of a learner's work, and what was solved. */
import { signal } from '@preact/signals';
import { DIALECTS, type Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { WorkView } from '../../protocol.ts';
import { createKeeper, solvedKey, webStorage } from './storage.ts';

let seatPrefix = '';
const ofSeat = () => seatPrefix;

export const keeper = createKeeper(webStorage('browser'), ofSeat);
export const tab = createKeeper(webStorage('tab'), ofSeat);
/** What is this browser's, whoever sits at it. */
export const ofBrowser = createKeeper(webStorage('browser'));
/** Goes up when the workshop has told what was solved elsewhere. */
export const learnt = signal(0);

/** From now on `keeper` and `tab` hold the work of this seat: that which the workshop keeps under this name. */
export function keepFor(store: string): void {
  seatPrefix = `room/${store}/`;
}

/** What was solved at another port, or in another browser, is solved here. */
export function learnWork({ solved }: Pick<WorkView, 'solved'>): void {
  for (const { step, dialect } of solved) if (!keeper.read(solvedKey(step, dialect))) keeper.write(solvedKey(step, dialect), 'elsewhere');
  if (solved.length > 0) learnt.value += 1;
}

/** The dialects in which a step is solved. */
export function solvedIn(step: string): Dialect[] {
  return DIALECTS.filter((dialect) => keeper.read(solvedKey(step, dialect)) !== undefined);
}
