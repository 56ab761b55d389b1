/** What serves the handlers of a dialect here, in words that a recording keeps. */
import { readFile } from 'node:fs/promises';
import { describeVersions, isMissing, SandboxError } from '../sandbox/index.ts';
import { type Dialect, FACES } from '../sandbox/runtimes/dialect.ts';
import { preparePython } from './open-sandbox.ts';

/** `withPython`: FastAPI is needed. @throws SandboxError where it is and cannot be had. */
export async function servedBy(withPython: boolean): Promise<(dialect: Dialect) => string> {
  const node = `Node ${process.versions.node.split('.')[0]}, ws ${await versionOfWs()}`;
  if (!withPython) return () => node;
  const python = await preparePython((line) => process.stderr.write(`${line}\n`));
  if (isMissing(python)) throw new SandboxError(`FastAPI is not ready here: ${python.reason}. What to do: ${python.remedy}`);
  return (dialect) => (FACES[dialect].runtime === 'python' ? describeVersions(python.versions) : node);
}

async function versionOfWs(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { dependencies: { ws: string } }).dependencies.ws;
}
