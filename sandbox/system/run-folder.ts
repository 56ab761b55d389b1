/** The temporary folder of one sandbox: the harness, and an empty folder in which processes start. */
import { lstatSync, readlinkSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { reachable } from './programs.ts';
import { Keeper } from './reaper.ts';

const PREFIX = 'socket-clinic-';

export class RunFolder {
  readonly path: string;

  readonly #keeper: Keeper;

  private constructor(path: string) {
    this.path = path;
    this.#keeper = new Keeper(path);
  }

  /** Also clears away what a workshop left that could not clear up itself. */
  static async open(): Promise<RunFolder> {
    const parent = parentFolder();
    await sweep(parent);
    const folder = new RunFolder(await mkdtemp(join(parent, `${PREFIX}${owner()}-`)));
    // Learner code runs as another user where the workshop is root, and that user reads the harness.
    if (isRoot()) await chmod(folder.path, 0o755);
    await mkdir(folder.empty);
    await chmod(folder.empty, 0o555);
    return folder;
  }

  get empty(): string {
    return join(this.path, 'empty');
  }

  /** Lets every user read, and run, a file of it, whatever the umask of the workshop: learner code may run as another user. */
  static async share(file: string): Promise<void> {
    await chmod(file, 0o755);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    this.#keeper.release();
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The system's folder for temporary files; for root the first that every user can reach. */
function parentFolder(): string {
  const candidates = [tmpdir(), ...(isRoot() ? ['/tmp', '/var/tmp'] : [])];
  const found = isRoot() ? candidates.find(reachable) : candidates[0];
  if (found) return found;
  throw new SandboxError(
    `Expected a folder for temporary files that every user can reach, since learner code never runs as root; tried ${candidates.join(', ')}. Start the workshop as another user.`,
  );
}

/** This process, as far as folder names need it: process numbers are told apart by their namespace where there are some. */
function owner(): string {
  return `${processNamespace()}-${process.pid}`;
}

function processNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid').replace(/\D/g, '');
  } catch {
    return '0';
  }
}

async function sweep(parent: string): Promise<void> {
  const namespace = processNamespace();
  for (const name of await readdir(parent)) {
    const [, theirs, pid] = /^socket-clinic-(\d+)-(\d+)-/.exec(name) ?? [];
    if (theirs !== namespace || !isGone(Number(pid))) continue;
    const path = join(parent, name);
    if (isOurs(path)) await rm(path, { recursive: true, force: true });
  }
}

function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** In a folder that all users share, a name proves nothing. */
function isOurs(path: string): boolean {
  try {
    const stat = lstatSync(path);
    return stat.isDirectory() && (process.getuid === undefined || stat.uid === process.getuid());
  } catch {
    return false;
  }
}
