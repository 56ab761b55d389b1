/** The system's own programs: where they are, what they load, and whether another user can run them. */
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** They are looked for here: a folder that the user can write is no place to look for them. */
const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

export function findProgram(name: string): string | undefined {
  return PROGRAM_FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** What the dynamic linker loads for these programs. */
export function librariesOf(programs: readonly string[]): { path: string; file: string }[] {
  return librariesIn(spawnSync('/usr/bin/ldd', programs, { encoding: 'utf8', env: {} }).stdout ?? '');
}

/** What `ldd` has listed: the path that the linker asks for, and the file behind it. */
export function librariesIn(listing: string): { path: string; file: string }[] {
  const paths = new Set([...listing.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, path]) => path as string));
  return [...paths].map((path) => ({ path, file: realpathSync(path) }));
}

/** Whether every user may pass through all of its folders and run it. */
export function reachable(path: string): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    if (!(statSync(at).mode & 0o001)) return false;
    if (at === dirname(at)) return true;
  }
}
