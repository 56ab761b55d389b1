import { spawnSync } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { askInterpreter } from '../../../sandbox/runtimes/python/interpreter.ts';
import { findInterpreter } from '../../../sandbox/runtimes/python/interpreters.ts';
import { findProgram } from '../../../sandbox/system/programs.ts';
import { running } from '../../helpers/processes.ts';
import { FakeSystem, hang } from '../../helpers/python.ts';

const cc = findProgram('cc') ?? '';
const NONE = { folders: [] };

test('the first that fits is taken: others are too old, not CPython, no Python, or cannot make environments', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { version: '3.9.18' });
  await fake.program(fake.at('bin', 'python3.14'), 'exit 9');
  await fake.python('python3.13', { implementation: 'PyPy' });
  await fake.python('python3.12', { canMakeEnvironments: false });
  const fitting = await fake.python('python3.11', { version: '3.11.2' });
  expect(await findInterpreter(fake.system())).toMatchObject({ base: fitting });
});

test('a python3 in the superuser’s own folder is refused with a sentence, and another one is looked for', async () => {
  await using fake = await FakeSystem.make();
  await mkdir(fake.at('private'));
  await chmod(fake.at('private'), 0o700);
  const system = fake.system({ isRoot: true, folders: [fake.at('private'), fake.at('bin')] });
  const hidden = await fake.python(fake.at('private', 'python3'));
  expect(await findInterpreter(system)).toMatchObject({
    reason: `no Python from 3.10 on was found for FastAPI; refused: ${hidden}: learner code never runs as root, and another user cannot read ${hidden}`,
  });
  const behind = await fake.python('python3', { base: hidden });
  expect(await findInterpreter(system)).toMatchObject({ reason: expect.stringContaining(`${behind}: learner code never runs as root`) });
  const fitting = await fake.python('python3.11');
  expect(await findInterpreter(system)).toMatchObject({ base: fitting });
});

test.skipIf(!cc)('nor is one taken whose library lies in such a folder', async () => {
  await using fake = await FakeSystem.make();
  const library = fake.at('private', 'liball.so');
  const python = fake.at('bin', 'python3');
  await mkdir(fake.at('private'), { mode: 0o700 });
  await writeFile(fake.at('all.c'), 'int all(void) { return 0; }');
  const answers = await fake.python('answers', { base: python });
  await writeFile(
    fake.at('python.c'),
    `#include <unistd.h>\nint all(void);\nint main(int n, char **v) { return all() + execv("${answers}", v); }`,
  );
  spawnSync(cc, ['-shared', '-o', library, fake.at('all.c')]);
  spawnSync(cc, ['-o', python, fake.at('python.c'), library]);
  expect(await findInterpreter(fake.system())).toMatchObject({ base: python });
  expect(await findInterpreter(fake.system({ isRoot: true }))).toMatchObject({
    reason: expect.stringContaining(`cannot read ${fake.at('private')}`),
  });
});

test('a program is asked once, whatever it is called', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3.9', { version: '3.9.18' });
  for (const name of ['python3', 'python']) await symlink('python3.9', fake.at('bin', name));
  expect(await findInterpreter(fake.system())).toHaveProperty('remedy');
  expect(await fake.calls('probe.py')).toBe(1);
});

test.each([
  ['apt-get', true, 'apt-get install python3 python3-venv', 'apt-get install python3-venv'],
  ['apt-get', false, 'sudo apt-get install python3 python3-venv', 'sudo apt-get install python3-venv'],
  ['dnf', true, 'dnf install python3', 'dnf install python3'],
  ['nothing', true, 'install Python 3.10 or newer with its module venv', 'install Python 3.10 or newer with its module venv'],
])('on Linux with %s (root: %s) the remedy is one command for it', async (manager, isRoot, install, installVenv) => {
  await using fake = await FakeSystem.make();
  await fake.program(fake.at('bin', manager), 'exit 0');
  expect(await findInterpreter(fake.system({ isRoot }))).toEqual({
    reason: 'no Python from 3.10 on was found for FastAPI',
    remedy: install,
  });
  await fake.python('python3', { canMakeEnvironments: false });
  expect(await findInterpreter(fake.system({ isRoot }))).toEqual({
    reason: `no Python from 3.10 on was found for FastAPI; refused: ${fake.at('bin', 'python3')}: it came without the modules venv and ensurepip, which make virtual environments`,
    remedy: installVenv,
  });
});

test.each([
  ['darwin', 'brew install python'],
  ['win32', 'winget install Python.Python.3.13'],
] as const)('on %s the remedy is %s', async (platform, remedy) => {
  await using fake = await FakeSystem.make();
  expect(await findInterpreter(fake.system({ platform, ...NONE }))).toMatchObject({ remedy });
});

test('an interpreter that does not answer in time is given up', async () => {
  await using fake = await FakeSystem.make();
  const hanging = await fake.program(fake.at('bin', 'python3'), hang(fake.at('pids')));
  expect(await askInterpreter(hanging, { boundMs: 300 })).toBe('it did not answer within 0.3 s');
});

test('an interpreter that nobody waits for is ended with what it has started', async () => {
  await using fake = await FakeSystem.make();
  const hanging = await fake.program(fake.at('bin', 'python3'), hang(fake.at('pids')));
  const stopping = new AbortController();
  const asked = askInterpreter(hanging, { signal: stopping.signal });
  const pids = await fake.pids();
  expect(running(pids)).toHaveLength(2);
  stopping.abort();
  await expect(asked).rejects.toThrow('abort');
  expect(running(pids)).toEqual([]);
});
