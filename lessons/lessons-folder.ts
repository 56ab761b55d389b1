/** One lessons folder as its reader sees it: its files and folders, and all that was found wrong. Every path is relative to it. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import type { Problem } from './catalog-error.ts';
import type { NamedSource } from './lesson.ts';

export class LessonsFolder {
  readonly problems: Problem[] = [];
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** The whole path of something in it. */
  at(path: string): string {
    return join(this.#path, path);
  }

  problem(file: string, expected: string, got: string, remedy: string): void {
    this.problems.push({ file: inFolder(file), expected, got, remedy });
  }

  /** Nothing when what is read has a problem, which hides nothing else. */
  async unlessTroubled<Item>(read: () => Promise<Item | undefined>): Promise<Item | undefined> {
    const before = this.problems.length;
    const item = await read();
    return this.problems.length === before ? item : undefined;
  }

  /** Names in alphabetical order; none when there is no such folder. */
  async list(path: string, what: 'files' | 'folders'): Promise<string[]> {
    try {
      const entries = await readdir(this.at(path), { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory() === (what === 'folders') && !isOfOthers(entry.name))
        .map(({ name }) => name)
        .sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** The files of one kind; any other is a problem. */
  async sources(path: string, ending: string): Promise<NamedSource[]> {
    const sources: NamedSource[] = [];
    for (const name of await this.list(path, 'files')) {
      if (name.endsWith(ending)) sources.push({ name: basename(name, ending), source: await this.#read(join(path, name)) });
      else this.problem(join(path, name), `a file that ends in ${ending}`, name, 'Rename it or take it out.');
    }
    return sources;
  }

  async required(file: string, remedy: string): Promise<string | undefined> {
    const source = await this.optional(file);
    if (source === undefined) this.problem(file, 'this file', 'none', remedy);
    return source;
  }

  async optional(file: string): Promise<string | undefined> {
    try {
      return await this.#read(file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  #read(file: string): Promise<string> {
    return readFile(this.at(file), 'utf8');
  }
}

/** What an author's tools keep beside the lessons. */
function isOfOthers(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** The same text on every system; the folder itself is `.`. */
export function inFolder(file: string): string {
  return relative('.', file).split(sep).join('/') || '.';
}
