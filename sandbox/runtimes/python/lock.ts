/** One process at a time, over all of a machine's: the system lets go of the lock when its holder ends, however that comes. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';

/** SQLite's word for a lock that somebody else holds. */
const BUSY = 5;
const ASK_AGAIN_MS = 200;

export interface Waiting {
  signal?: AbortSignal;
  /** Once, when it is somebody else's turn. */
  onWait(): void;
}

/** Resolves when it is this process's turn. @throws the signal's reason when nobody waits any more. */
export async function takeLock(file: string, { signal, onWait }: Waiting): Promise<Disposable> {
  for (let asked = 0; ; asked++) {
    signal?.throwIfAborted();
    const lock = tryLock(file);
    if (lock) return lock;
    if (asked === 0) onWait();
    await setTimeout(ASK_AGAIN_MS, undefined, { signal }).catch(() => {});
  }
}

function tryLock(file: string): Disposable | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return { [Symbol.dispose]: () => database.close() };
  } catch (failure) {
    database.close();
    if ((failure as { errcode?: number }).errcode !== BUSY) throw failure;
    return undefined;
  }
}
