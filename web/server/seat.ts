/** What a restart must not change: the secret behind the token, and the port. Both are files of the data folder. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const SECRET_FILE = 'seat-secret';
const PORT_FILE = 'port';
const OWNER_ONLY = 0o600;

/** 256 random bits, as base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * The data folder's secret, made at the first call. One that is malformed, or that other accounts could read, is replaced.
 * @throws NodeJS.ErrnoException when the folder cannot be read or written.
 */
export async function seatSecret(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, SECRET_FILE);
  const kept = await readSecret(file);
  if (kept.state === 'good') return kept.secret;
  const secret = newSecret();
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(draft, secret, { mode: OWNER_ONLY, flag: 'wx', flush: true });
    if (kept.state === 'bad') await rename(draft, file);
    else await link(draft, file);
    return secret;
  } catch (failure) {
    // Another start of the workshop was faster: a link, unlike a write, never replaces its secret.
    if ((failure as NodeJS.ErrnoException).code === 'EEXIST') return seatSecret(folder);
    throw failure;
  } finally {
    await rm(draft, { force: true });
  }
}

type Kept = { state: 'good'; secret: string } | { state: 'bad' | 'none' };

async function readSecret(file: string): Promise<Kept> {
  try {
    const [{ mode }, text] = await Promise.all([stat(file), readFile(file, 'utf8')]);
    const isPrivate = process.platform === 'win32' || (mode & 0o077) === 0;
    return isPrivate && /^[\w-]{43}$/.test(text) ? { state: 'good', secret: text } : { state: 'bad' };
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'none' };
    throw failure;
  }
}

/** The port of the last start with this data folder; undefined when there was none. */
export async function lastPort(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, PORT_FILE), 'utf8').catch(() => '');
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port > 0 && port <= 65_535 ? port : undefined;
}

/** Best effort: without it the next start takes the usual port. */
export async function rememberPort(folder: string, port: number): Promise<void> {
  await writeFile(join(folder, PORT_FILE), String(port), { mode: OWNER_ONLY }).catch(() => {});
}
