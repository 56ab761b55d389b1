/** The lessons as they stand in their folders now: read again when an author has changed something. */
import { watch } from 'node:fs';
import { type Catalog, readCatalog } from '../../lessons/catalog.ts';
import { visibleText } from '../visible-text.ts';

/** An editor writes a file in several steps; in milliseconds. */
const WRITTEN_MS = 100;

export class LiveCatalog implements Catalog {
  readonly #folders: readonly string[];
  #catalog: Catalog;
  #revision = 0;

  private constructor(folders: readonly string[], catalog: Catalog) {
    this.#folders = folders;
    this.#catalog = catalog;
  }

  /** `folders`: as for `readCatalog`. */
  static async open(folders: readonly string[]): Promise<LiveCatalog> {
    return new LiveCatalog(folders, await readCatalog(folders));
  }

  get lessons() {
    return this.#catalog.lessons;
  }

  get troubled() {
    return this.#catalog.troubled;
  }

  get recordable() {
    return this.#catalog.recordable;
  }

  reading(id: string) {
    return this.#catalog.reading(id);
  }

  step(id: string) {
    return this.#catalog.step(id);
  }

  /** Calls back after each change that was read, until the returned function is called. */
  follow(onChange: () => void): () => void {
    let timer: NodeJS.Timeout | undefined;
    const readAgain = async () => {
      const revision = ++this.#revision;
      const catalog = await readCatalog(this.#folders, revision);
      // A later change is being read already.
      if (revision !== this.#revision) return;
      this.#catalog = catalog;
      onChange();
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void readAgain().catch(logFailure), WRITTEN_MS);
    };
    const watchers = this.#folders.map((folder) => watch(folder, { recursive: true, persistent: false }, changed).on('error', logFailure));
    return () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    };
  }
}

/** A folder that cannot be read for a moment costs its author this reload, not the workshop; the lessons stay as they were. */
function logFailure(failure: unknown): void {
  process.stderr.write(
    `The lessons could not be read again; they stay as they were. Save a file to try once more. ${visibleText(String(failure))}\n`,
  );
}
