/** Finds the step and the dialect that somebody asked for by name. */
import { extname } from 'node:path';
import type { Catalog } from '../lessons/catalog.ts';
import type { Step } from '../lessons/lesson.ts';
import { DIALECTS, type Dialect, endingOf } from '../sandbox/runtimes/dialect.ts';
import { UsageError } from './exit.ts';

/** How many characters a name may be off and still be meant. */
const MEANT_WITHIN = 4;

/** @throws UsageError that names the step and those that it is like. */
export function chooseStep(catalog: Catalog, id: string): Step {
  const step = catalog.step(id);
  if (step) return step;
  const known = catalog.lessons.flatMap(({ steps }) => steps.map((each) => each.id));
  const meant = nearMatches(id, known);
  const hint = meant.length > 0 ? `Did you mean ${meant.join(' or ')}?` : 'The list command shows all steps.';
  throw new UsageError(`Expected a step of the catalog, got ${JSON.stringify(id)}. ${hint}`);
}

/** The given one; without one, the first of the step's that has files such as this one, or else of all that it has. */
export function chooseDialect({ id, exercises }: Step, file: string, given: Dialect | undefined): Dialect {
  const known = DIALECTS.filter((dialect) => exercises[dialect]);
  const ending = extname(file) || '.ts';
  const chosen = given ?? known.find((dialect) => endingOf(dialect) === ending) ?? known[0];
  if (chosen !== undefined && known.includes(chosen)) return chosen;
  throw new UsageError(`Expected a dialect of the step ${id} (${known.join(', ')}), got ${given}.`);
}

/** Names that hold what was typed, or that a few typing errors lead to; the nearest first. */
function nearMatches(typed: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: typed.length > 2 && name.includes(typed) ? 0 : editDistance(typed, name) }))
    .filter(({ distance }) => distance <= MEANT_WITHIN)
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
