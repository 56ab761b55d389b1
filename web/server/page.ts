/** The built page: made when it is missing or older than what it is made of, and kept for the next start. */
import { createHash } from 'node:crypto';
import { access, glob, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildApp } from '../build.ts';
import { dataFolder } from './data-folder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = ['web/app/**/*', 'web/*.ts', 'sandbox/**/*.ts', 'package-lock.json'];
/** A page that no workshop was started with for so long is removed, in milliseconds. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1_000;

export interface PagePlaces {
  /** Folders for built pages: the first that has this one, or else the first that can be written to. */
  folders: string[];
  build(options: BuildOptions): Promise<void>;
}

/** Gives the folder with `index.html` and `assets/`. `say` gets a line when there is something to wait for. */
export async function preparePage(say: (line: string) => void, places: PagePlaces = usualPlaces()): Promise<string> {
  const version = await hashSources();
  const built = await findBuilt(places.folders.map((folder) => join(folder, version)));
  if (built) return built;
  say('Building the page …');
  const folder = await writableFolder(places.folders);
  await forgetOld(folder);
  return buildInto(join(folder, version), places.build);
}

/** In the project; where that cannot be written to, in the data folder. */
function usualPlaces(): PagePlaces {
  return { folders: [join(ROOT, 'dist', 'page'), join(dataFolder(), 'page')], build: buildApp };
}

async function findBuilt(pages: string[]): Promise<string | undefined> {
  for (const page of pages) {
    if (!(await succeeds(access(join(page, 'index.html'))))) continue;
    await succeeds(utimes(page, new Date(), new Date()));
    return page;
  }
  return undefined;
}

/** Built beside its place and moved: two workshops that start at once do not meet half a page. */
async function buildInto(page: string, build: PagePlaces['build']): Promise<string> {
  const building = `${page}.${process.pid}`;
  try {
    await rm(building, { recursive: true, force: true });
    await build({ outdir: building, minify: true });
    await rename(building, page).catch((failure: NodeJS.ErrnoException) => {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(failure.code ?? '')) throw failure;
    });
    return page;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

async function writableFolder(folders: string[]): Promise<string> {
  for (const folder of folders) {
    if (await succeeds(mkdir(folder, { recursive: true }).then(() => writeFile(join(folder, '.writable'), '')))) return folder;
  }
  throw new Error(`Expected to be able to write to ${folders.join(' or ')}. Set SOCKET_CLINIC_DATA to a folder that can be written to.`);
}

async function forgetOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const page = join(folder, name);
    // Another workshop may have moved or removed it by now.
    const known = await stat(page).catch(() => undefined);
    if (known && Date.now() - known.mtimeMs > KEPT_MS) await rm(page, { recursive: true, force: true });
  }
}

async function hashSources(): Promise<string> {
  const files: string[] = [];
  for await (const entry of glob(SOURCES, { cwd: ROOT, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file.slice(ROOT.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

function succeeds(task: Promise<unknown>): Promise<boolean> {
  return task.then(
    () => true,
    () => false,
  );
}
