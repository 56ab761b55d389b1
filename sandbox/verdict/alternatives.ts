/** How an expectation of one of several things stands: each alternative by itself, until one is met as a whole or none can be. Pure. */
import type { ExpectationEntry } from '../scenario/entry.ts';
import type { Mismatch } from './match.ts';
import type { Choice, Of, Seeing, Stand, Standing } from './standing.ts';

interface Alternative {
  entries: ExpectationEntry[];
  /** How many of them are met. */
  met: number;
  wrong?: Mismatch;
}

export class Alternatives implements Choice {
  readonly #all: Alternative[];

  constructor({ alternatives }: Of<'one-of'>) {
    this.#all = alternatives.map((entries) => ({ entries, met: 0 }));
  }

  /** When none can be met, what is told is told of the one that got furthest; of two, of the one that is named first. */
  look(stand: Stand, seeing: Seeing, deadline: boolean): Standing {
    for (const alternative of this.#all) if (isMet(alternative, stand, seeing, deadline)) return 'met';
    if (this.#all.some(({ wrong }) => wrong === undefined)) return 'pending';
    const furthest = this.#all.reduce((best, each) => (each.met > best.met ? each : best));
    return furthest.wrong ?? 'pending';
  }
}

function isMet(alternative: Alternative, stand: Stand, seeing: Seeing, deadline: boolean): boolean {
  while (alternative.wrong === undefined) {
    const entry = alternative.entries[alternative.met];
    if (!entry) return true;
    const standing = stand(entry, seeing, deadline);
    if (standing === 'pending') return false;
    if (standing === 'met') alternative.met += 1;
    else alternative.wrong = standing;
  }
  return false;
}
