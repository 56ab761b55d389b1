/** The lessons that a command is about: ours, and the packs that somebody has named. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { Option } from 'commander';
import { type Catalog, OWN_LESSONS, readCatalog } from '../lessons/catalog.ts';
import { describeProblems } from '../lessons/catalog-error.ts';
import { visibleText } from '../web/visible-text.ts';
import { UsageError } from './exit.ts';

export interface LessonsOptions {
  /** Folders, as they were typed. */
  lessons?: string[];
}

export function lessonsOption(description = 'a pack of lessons besides ours; may be given several times'): Option {
  const collect = (folder: string, before: string[] = []) => [...before, folder];
  return new Option('--lessons <folder>', description).argParser(collect);
}

/** Ours, and then the packs that were named, with their whole paths. */
export async function lessonsFolders({ lessons = [] }: LessonsOptions): Promise<string[]> {
  return [OWN_LESSONS, ...(await checkedFolders(lessons))];
}

/** @throws UsageError for one that is not a folder. */
export async function checkedFolders(folders: readonly string[]): Promise<string[]> {
  for (const folder of folders) {
    const found = await stat(folder).catch(() => undefined);
    if (!found?.isDirectory())
      throw new UsageError(
        `Expected a folder of lessons, got ${JSON.stringify(folder)}. Check the path, or make a pack with the command new.`,
      );
  }
  return folders.map((folder) => resolve(folder));
}

/** What is right in ours and in the packs; what is wrong is said on stderr. */
export async function readLessons(options: LessonsOptions): Promise<Catalog> {
  const catalog = await readCatalog(await lessonsFolders(options));
  for (const each of catalog.troubled) process.stderr.write(`${visibleText(describeProblems(each))}\n`);
  return catalog;
}

/** A folder of a pack: a part of it, or the whole. */
export interface Part {
  pack: string;
  /** Whether a path lies in it. */
  holds(path: string): boolean;
}

/** The pack that a folder belongs to, by what stands in it: a step, a timeline to read, a lesson, or a pack itself. */
export async function partOfPack(path: string): Promise<Part> {
  const [folder = ''] = await checkedFolders([path]);
  const names = await readdir(folder);
  const depth = names.includes('reading.md') ? 3 : names.includes('step.md') ? 2 : names.includes('lesson.md') ? 1 : 0;
  return {
    pack: join(folder, ...Array.from({ length: depth }, () => '..')),
    holds: (inside) => inside === folder || inside.startsWith(`${folder}${sep}`),
  };
}
