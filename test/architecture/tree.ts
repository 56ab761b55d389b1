/** The files of this tree, and its TypeScript as the compiler reads it. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, type Project } from 'typescript/unstable/sync';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const files = spawnSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .stdout.trim()
  .split('\n');
const learners =
  /^lessons\/[^/]+\/readings\/[^/]+\/subject\.|^cli\/template\/|^lessons\/[^/]+\/[^/]+\/(async|ws|fastapi)\/|^test\/handlers\/[^/]+\/.*\.(async|ws)\.ts$/;
/** Ours, in TypeScript. */
export const sources = files.filter((file) => /\.(ts|tsx)$/.test(file) && !file.endsWith('.d.ts') && !learners.test(file));

export function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** Disposing of it ends the compiler. */
export function openProject(): Disposable & { project: Project } {
  const api = new API({ cwd: ROOT });
  const [project] = api.updateSnapshot({ openProject: join(ROOT, 'tsconfig.json') }).getProjects();
  if (!project) throw new Error('Expected tsconfig.json to be a project.');
  return { project, [Symbol.dispose]: () => api.close() };
}
