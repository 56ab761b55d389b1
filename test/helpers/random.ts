/** Generators that draw the same end of every range: what they give shows the bounds. */
import type { Random } from '../../sandbox/scenario/random.ts';

const drawing = (between: Random['between']): Random => ({
  between,
  pick: (items) => items[0]!,
  shuffle: (items) => [...items],
});

export const LOWEST = drawing((low) => low);
export const HIGHEST = drawing((_low, high) => high);
