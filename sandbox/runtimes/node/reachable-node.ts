import { chmodSync, constants, copyFileSync, linkSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { reachable } from '../../system/programs.ts';

/** Node where whoever runs learner code can reach it: itself, or a copy in the folder where root drops to another user. */
export function reachableNode(folder: string): string {
  if (process.getuid?.() !== 0 || reachable(process.execPath)) return process.execPath;
  const copy = join(folder, 'node');
  try {
    linkSync(process.execPath, copy);
    if (!(statSync(copy).mode & 0o001)) throw new Error('not executable by others');
  } catch {
    // What was linked is the runtime itself, and keeps its mode.
    rmSync(copy, { force: true });
    copyFileSync(process.execPath, copy, constants.COPYFILE_FICLONE);
    chmodSync(copy, 0o755);
  }
  return copy;
}
