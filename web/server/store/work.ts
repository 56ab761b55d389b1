/** The file in which a workshop keeps the work of everybody who learns in it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { prepareSchema } from './schema.ts';
import { SeatStore, Statements, type Store } from './store.ts';
import { StoreError } from './store-error.ts';

const FILE = 'work.sqlite';
/** Another workshop with the same data folder may be writing. In milliseconds. */
const BUSY_MS = 2_000;
/** The learner of a local workshop. The seats of a room are counted from 1. */
export const OWN_SEAT = 0;

export interface Work {
  /** The work of one seat, and nothing of another's. */
  of(seat: number): Store;
  readonly database: DatabaseSync;
  close(): void;
}

/**
 * Opens the work of the data folder, and makes it at the first call. undefined where nothing can be written there, which `tell` gets
 * in a sentence: that costs the learner the second copy of the work, not the workshop.
 * @throws StoreError
 */
export function openWork(folder: string, tell: (sentence: string) => void): Work | undefined {
  const file = join(folder, FILE);
  try {
    mkdirSync(folder, { recursive: true });
    return openDatabase(new DatabaseSync(file, { timeout: BUSY_MS }), file);
  } catch (failure) {
    if (failure instanceof StoreError) throw failure;
    if (isUnwritable(failure)) {
      tell(
        `Nothing can be written to ${folder} (${(failure as Error).message}), so drafts are kept in the browser only. Set SOCKET_CLINIC_DATA to a folder of yours.`,
      );
      return undefined;
    }
    throw new StoreError(
      `Expected the learner's work in ${file}, got: ${(failure as Error).message}. Move that file away, or set SOCKET_CLINIC_DATA to another folder; drafts in the browser stay.`,
    );
  }
}

/** Of the file system (`code`), or of SQLite (`errcode`): READONLY and CANTOPEN, in its list of result codes. */
function isUnwritable(failure: unknown): boolean {
  const { code, errcode } = failure as { code?: string; errcode?: number };
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code ?? '') || [8, 14].includes((errcode ?? 0) & 0xff);
}

function openDatabase(database: DatabaseSync, file: string): Work {
  // Full: what was acknowledged is there after a power cut.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  prepareSchema(database, file);
  const id = String(database.prepare('SELECT id FROM store').get()?.id);
  const statements = new Statements(database);
  return {
    database,
    of: (seat) => new SeatStore(seat, seat === OWN_SEAT ? id : `${id}.${seat}`, database, statements),
    close: () => database.close(),
  };
}
