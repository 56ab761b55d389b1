/** The built page: made when it is missing or older than what it is made of. */
import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildApp } from '../build.ts';
import { dataFolder } from './data-folder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['web/app/**/*', 'web/build.ts', 'web/protocol.ts', 'sandbox/**/*.ts', 'package-lock.json'];

/** Gives the folder with `index.html` and `assets/`. `say` gets a line when there is something to wait for. */
export async function preparePage(say: (line: string) => void): Promise<string> {
  const version = await hashSources();
  const folder = join(await writableFolder(), version);
  if (await exists(join(folder, 'index.html'))) return folder;
  say('Building the page …');
  // Built beside its place and moved: two workshops that start at once do not meet half a page.
  const building = `${folder}.${process.pid}`;
  await rm(building, { recursive: true, force: true });
  await buildApp({ outdir: building, minify: true });
  await rename(building, folder).catch(async (failure: NodeJS.ErrnoException) => {
    await rm(building, { recursive: true, force: true });
    if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(failure.code ?? '')) throw failure;
  });
  return folder;
}

/** In the project; where that cannot be written to, in the data folder. */
async function writableFolder(): Promise<string> {
  for (const candidate of [join(ROOT, 'dist', 'page'), join(dataFolder(), 'page')]) {
    try {
      await mkdir(candidate, { recursive: true });
      await writeFile(join(candidate, '.writable'), '');
      return candidate;
    } catch {
      // The next one.
    }
  }
  throw new Error(
    `Expected to be able to write to ${join(ROOT, 'dist')} or to ${dataFolder()}. Set SOCKET_CLINIC_DATA to a folder that can be written to.`,
  );
}

async function hashSources(): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file.slice(dirname(ROOT).length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function exists(file: string): Promise<boolean> {
  return readFile(file).then(
    () => true,
    () => false,
  );
}
