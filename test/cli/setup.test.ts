import { expect, test } from 'vitest';
import { type Finished, Program, runToEnd, stillThere } from '../helpers/processes.ts';
import { FakeSystem, hang, PACKAGES } from '../helpers/python.ts';

const SETUP = ['cli/main.ts', 'setup', 'fastapi'];

/** With no other Python than those that the test has made. */
function setup(fake: FakeSystem, args: string[], env: Record<string, string> = {}): Finished {
  return runToEnd(process.execPath, [...SETUP, ...args], {
    env: { SOCKET_CLINIC_DATA: fake.dataFolder, SOCKET_CLINIC_PYTHON: '', ...env },
  });
}

test('setup fastapi tells its progress on stderr and the versions on stdout, and exits with 0', async () => {
  await using fake = await FakeSystem.make();
  const python = await fake.python();
  const { status, stdout, stderr } = setup(fake, ['--python', python]);
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.1 is ready.\n' });
  expect(stderr).toMatch(/^Looking for a Python .*\nMaking an environment .*\nInstalling fastapi for FastAPI \(1 of \d+\) …\n$/);
  expect(JSON.parse(setup(fake, ['--json', '--python', python]).stdout)).toEqual({
    ...{ dialect: 'fastapi', ready: true, python, from: 'workshop' },
    versions: { ...PACKAGES.versions, python: '3.13.1' },
  });
});

test('what is missing comes with what to do about it, and exit 1', async () => {
  await using fake = await FakeSystem.make();
  const python = await fake.python('python3', { pip: 'echo "ERROR: offline" >&2; exit 1' });
  const { status, stdout } = setup(fake, ['--python', python]);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^FastAPI is not ready: installing the packages failed \(ERROR: offline\)\.\nWhat to do: look at pip’s configuration .*\n$/,
  );
  expect(JSON.parse(setup(fake, ['--python', python, '--json']).stdout)).toMatchObject({ ready: false, remedy: expect.any(String) });
});

test('with the learner’s own environment there is nothing to set up', async () => {
  await using fake = await FakeSystem.make();
  const own = await fake.python('own', { version: '3.12.4' });
  const { status, stdout, stderr } = setup(fake, [], { SOCKET_CLINIC_PYTHON: own });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: 'FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.12.4 is ready.\n',
    stderr: '',
  });
  expect(await fake.calls('venv')).toBe(0);
});

test.each([
  [['--python', '/nowhere'], {}, 'Expected --python to name a python or the folder of a virtual environment, got "/nowhere".'],
  [['--python', 'python3'], { SOCKET_CLINIC_PYTHON: 'python3' }, 'Expected --python or SOCKET_CLINIC_PYTHON, got both.'],
  [['--nonsense'], {}, 'nonsense'],
])('%j %j is a usage error', async (args, env, words) => {
  await using fake = await FakeSystem.make();
  const { status, stdout, stderr } = setup(fake, args, env);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('a signal ends it with a sentence, and nothing is left', async () => {
  await using fake = await FakeSystem.make();
  const python = await fake.python('python3', { pip: hang(fake.at('pids')) });
  await using program = new Program(process.execPath, [...SETUP, '--python', python], { SOCKET_CLINIC_DATA: fake.dataFolder });
  await fake.pids();
  const family = program.family();
  program.signal('program', 'SIGTERM');
  expect(await program.line('FastAPI is not ready')).toContain('the set-up was stopped, and left nothing behind');
  expect((await program.exited)[0]).toBe(1);
  await expect.poll(() => stillThere(family), { timeout: 30_000 }).toEqual([]);
});
