/** A Python that can serve FastAPI, and what it must be able to read: no more than the dialect needs. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { librariesIn } from '../../system/programs.ts';
import type { Interpreter } from './interpreter.ts';
import { type System, unreadable } from './system.ts';

export interface Versions {
  python: string;
  fastapi?: string;
  starlette?: string;
  uvicorn?: string;
  /** Without it uvicorn speaks WebSocket by wsproto. */
  websockets?: string;
  pydantic?: string;
}

export interface FoundPython {
  /** The program itself, behind the links of virtual environments: it finds its standard library from where it lies. */
  python: string;
  /** Who brought it: the learner by SOCKET_CLINIC_PYTHON, the workshop by its set-up, or the system's packages. */
  from: 'learner' | 'workshop' | 'system';
  /** What `sys.path` has to be. */
  path: string[];
  /** Folders and files to bind, each under its own name. */
  readable: string[];
  /**
   * Folders for packages inside those, where the dialect needs single entries or none: to be covered by an empty folder before those
   * of `readable` that lie in them are bound.
   */
  hidden: string[];
  /** What the dynamic linker loads for the program and for compiled packages: the path that is asked for, and the file behind it. */
  libraries: { path: string; file: string }[];
  versions: Versions;
}

/** What is missing, and the one thing to do about it. */
export interface MissingPython {
  reason: string;
  remedy: string;
}

export function isMissing(python: object): python is MissingPython {
  return 'remedy' in python;
}

/** `FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.2` */
export function describeVersions({ fastapi, uvicorn, python }: Versions): string {
  return `FastAPI ${fastapi} on uvicorn ${uvicorn}, Python ${python}`;
}

/** The interpreter has told about FastAPI, and lacks nothing. */
export async function toFound(interpreter: Interpreter, from: FoundPython['from']): Promise<FoundPython> {
  const { base, standard, own, version, packages } = interpreter;
  const single = (packages?.entries ?? []).filter((entry) => !own.includes(dirname(entry)));
  const readable = outermost([...standard, ...own, ...single]);
  return {
    python: base,
    from,
    path: [...new Set([...standard, ...own, ...single.map((entry) => dirname(entry))])],
    readable,
    hidden: standard.flatMap(packageFolders).filter((folder) => !own.includes(folder)),
    libraries: (await loadedBy([base, ...(await compiledIn(readable))])).filter(({ path }) => !isInside(path, readable)),
    versions: { ...packages?.versions, python: version },
  };
}

/** Why learner code could not be run with it, since it runs as a user who cannot read all of it; undefined when it can. */
export async function unreadableIn({ base, standard, own, packages }: Interpreter, system: System): Promise<string | undefined> {
  const single = (packages?.entries ?? []).map((entry) => dirname(entry));
  const libraries = (await loadedBy([base])).map(({ file }) => dirname(file));
  return unreadable([base, ...new Set([...standard, ...own, ...single, ...libraries])], system);
}

function outermost(paths: readonly string[]): string[] {
  const distinct = [...new Set(paths)];
  return distinct.filter((path) => isPackageEntry(path) || !isInside(path, distinct));
}

/** Below a folder for packages: that is hidden where it lies in the standard library. */
function isPackageEntry(path: string): boolean {
  return /[\\/](site|dist)-packages[\\/]/.test(path);
}

function isInside(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path !== folder && path.startsWith(folder + sep));
}

function packageFolders(standard: string): string[] {
  return ['site-packages', 'dist-packages'].map((name) => join(standard, name)).filter((folder) => existsSync(folder));
}

/** Compiled packages; those of a folder that is hidden count too, which does no harm. */
async function compiledIn(readable: readonly string[]): Promise<string[]> {
  const listed = await Promise.all(readable.map((path) => readdir(path, { recursive: true, withFileTypes: true }).catch(() => [])));
  return listed.flat().flatMap(({ name, parentPath }) => (/\.so$/.test(name) ? [join(parentPath, name)] : []));
}

const LONGEST_LISTING = 8 * 1024 * 1024;

async function loadedBy(files: readonly string[]): Promise<FoundPython['libraries']> {
  if (process.platform !== 'linux') return [];
  try {
    const { stdout } = await promisify(execFile)('/usr/bin/ldd', files, { env: {}, maxBuffer: LONGEST_LISTING });
    return librariesIn(stdout);
  } catch (failure) {
    // A file that is not dynamic makes ldd fail after it has listed the others.
    return librariesIn((failure as { stdout?: string }).stdout ?? '');
  }
}
