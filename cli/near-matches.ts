/** Finds what somebody may have meant by a name that is not there. */

/** How many characters a name may be off and still be meant; of a short one, half of what was typed. */
const MEANT_WITHIN = 4;

/** Names that hold what was typed, or that a few typing errors lead to; the nearest first. */
export function nearMatches(typed: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: typed.length > 2 && name.includes(typed) ? 0 : editDistance(typed, name) }))
    .filter(({ distance }) => distance <= Math.min(MEANT_WITHIN, typed.length / 2))
    .sort((one, other) => one.distance - other.distance)
    .map(({ name }) => name)
    .slice(0, 3);
}

/** How many characters must be put in, taken out or changed to make one of the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [rowIndex, character] of [...from].entries()) {
    const next = [rowIndex + 1];
    for (let index = 0; index < to.length; index++) {
      const changed = row[index]! + (to[index] === character ? 0 : 1);
      next.push(Math.min(changed, row[index + 1]! + 1, next[index]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}
