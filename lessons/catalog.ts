/** The lessons of one or more folders. The order of the folders' names is the order of lessons and steps. */
import { CatalogError, type FolderProblems } from './catalog-error.ts';
import type { Lesson, Step } from './lesson.ts';
import { Reader } from './reader.ts';
import type { Reading, Recordable } from './reading.ts';

/** The folder with the lessons that come with the product. */
export const OWN_LESSONS = import.meta.dirname;

export interface Catalog {
  readonly lessons: readonly Lesson[];
  /** The folders in which something is wrong: a step that has a problem is not among the lessons. */
  readonly troubled: readonly FolderProblems[];
  step(id: string): Step | undefined;
  reading(id: string): Reading | undefined;
  /** Every timeline to read that can be recorded, whether it has been or not. */
  readonly recordable: readonly Recordable[];
}

/**
 * Loads every lesson of one folder.
 * @throws CatalogError with all problems of the folder.
 */
export async function loadCatalog(folder: string = OWN_LESSONS): Promise<Catalog> {
  const catalog = await readCatalog([folder]);
  if (catalog.troubled.length > 0) throw new CatalogError(catalog.troubled);
  return catalog;
}

/**
 * Loads the lessons of these folders, each a pack, in this order. What is wrong in one step hides no other.
 * `revision`: goes up with each reading of files that may have changed, since Node keeps a module that it has loaded once.
 */
export async function readCatalog(folders: readonly string[], revision = 0): Promise<Catalog> {
  const taken = new Map<string, string>();
  const lessons: Lesson[] = [];
  const troubled: FolderProblems[] = [];
  const recordable: Recordable[] = [];
  // One after the other: an id belongs to the first that has it.
  const known = new Set<string>();
  for (const folder of folders) {
    const reader = new Reader(folder, { revision, taken, known });
    const pack = await reader.read();
    lessons.push(...pack.lessons);
    recordable.push(...reader.recordable);
    if (pack.problems.length > 0) troubled.push({ folder, problems: pack.problems });
  }
  const steps = new Map(lessons.flatMap((lesson) => lesson.steps).map((step) => [step.id, step]));
  const readings = new Map(lessons.flatMap((lesson) => lesson.readings).map((reading) => [reading.id, reading]));
  return { lessons, troubled, recordable, step: (id) => steps.get(id), reading: (id) => readings.get(id) };
}
