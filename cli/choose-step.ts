/** Finds the step and the dialect that somebody asked for by name. */
import { extname } from 'node:path';
import type { Catalog } from '../lessons/catalog.ts';
import type { Step } from '../lessons/lesson.ts';
import { DIALECTS, type Dialect, endingOf } from '../sandbox/runtimes/dialect.ts';
import { UsageError } from './exit.ts';
import { nearMatches } from './near-matches.ts';

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
