/** The data folder that the tests share, so that the real FastAPI is installed once; also by several at the same time. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reachable } from '../../sandbox/system/programs.ts';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** Where a checkout is in root's own folder, learner code could not read it there. */
export function sharedDataFolder(): string {
  const isReadable = process.getuid?.() !== 0 || reachable(MODULES);
  return isReadable ? join(MODULES, '.cache', 'socket-clinic') : join(tmpdir(), 'socket-clinic-tests');
}
