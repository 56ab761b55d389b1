/** The bootstrap, against an npm that only writes down how it was called. */
import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder, type TestFolder } from '../helpers/folder.ts';
import { type Finished, ROOT, runToEnd } from '../helpers/processes.ts';

interface Project extends AsyncDisposable {
  install(): Finished;
  lock(text: string): Promise<void>;
  /** How npm was called, a line a time. */
  calls(): Promise<string[]>;
}

const PUTS_NODE_THERE = 'mkdir -p node_modules/.bin && touch node_modules/.bin/node';

/** `npm`: what it does beside writing down its arguments. */
async function makeProject(npm: string): Promise<Project> {
  const folder: TestFolder = await makeFolder();
  const at = (...parts: string[]) => join(folder.path, ...parts);
  await mkdir(at('cli'));
  await mkdir(at('bin'));
  await copyFile(join(ROOT, 'cli/install.mjs'), at('cli/install.mjs'));
  await writeFile(at('package-lock.json'), '{}');
  await writeFile(at('calls'), '');
  await writeFile(at('bin/npm'), `#!/bin/sh\necho "$@" >> calls\necho noise\n${npm}\n`);
  await chmod(at('bin/npm'), 0o755);
  const env = { PATH: `${at('bin')}:/usr/bin:/bin` };
  return {
    install: () => runToEnd(process.execPath, [at('cli/install.mjs')], { env, cwd: dirname(folder.path) }),
    lock: (text) => writeFile(at('package-lock.json'), text),
    calls: async () => (await readFile(at('calls'), 'utf8')).trim().split('\n'),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('it installs once for each lock file, development packages too, and keeps stdout clean', async () => {
  await using project = await makeProject(PUTS_NODE_THERE);
  const first = project.install();
  expect(first).toMatchObject({ status: 0, stdout: '' });
  expect(first.stderr).toMatch(/^Installing what Socket Clinic needs \(once\) …\n/);
  expect(project.install()).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(await project.calls()).toEqual([expect.stringMatching(/^ci --include=dev /)]);
});

test('a changed lock file brings what it changes, and leaves the rest: the Node that runs this is in node_modules', async () => {
  await using project = await makeProject(PUTS_NODE_THERE);
  project.install();
  await project.lock('{"changed":true}');
  expect(project.install().status).toBe(0);
  expect(await project.calls()).toEqual([expect.stringMatching(/^ci /), expect.stringMatching(/^install --no-save --include=dev /)]);
});

test('an npm that fails gets a sentence, and the next start tries again', async () => {
  await using project = await makeProject('exit 1');
  const { status, stdout, stderr } = project.install();
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toContain('Expected npm to install the packages of package-lock.json; it failed.');
  project.install();
  expect(await project.calls()).toHaveLength(2);
});

test('an npm that runs no install scripts gets the command that helps', async () => {
  await using project = await makeProject('mkdir -p node_modules');
  const { status, stderr } = project.install();
  expect(status).toBe(1);
  expect(stderr).toContain('npm rebuild node esbuild --ignore-scripts=false');
});
