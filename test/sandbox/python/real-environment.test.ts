/** FastAPI as it is installed from the registry, once for all tests: where that cannot be reached only CI fails. */
import { spawnSync } from 'node:child_process';
import { expect, type TestContext, test } from 'vitest';
import { findPython } from '../../../sandbox/runtimes/python/find.ts';
import { type FoundPython, isMissing } from '../../../sandbox/runtimes/python/found.ts';
import { setUpPython } from '../../../sandbox/runtimes/python/set-up.ts';
import { findProgram } from '../../../sandbox/system/programs.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { sharedDataFolder } from '../../helpers/shared-data.ts';

/** A first installation on a slow line, in milliseconds: a net, no bar. */
const INSTALL_MS = 600_000;

async function environment(context: TestContext): Promise<FoundPython> {
  const found = await realEnvironment();
  if (!isMissing(found)) return found;
  const sentence = `Without FastAPI this is not tested: ${found.reason}. What to do: ${found.remedy}`;
  if (process.env.CI === 'true') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
  return context.skip(sentence);
}

/** With nobody's rights where the tests run as root. */
function asLearner(file: string, args: string[]) {
  const dropped = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', file] : [file];
  const [program = file, ...before] = dropped;
  return spawnSync(program, [...before, ...args], { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } });
}

const IMPORTS = `
import importlib, json, sys
sys.path[:] = json.loads(sys.argv[1])
for name in json.loads(sys.argv[2]):
    try:
        importlib.import_module(name)
        print(name, 'is there')
    except ModuleNotFoundError:
        print(name, 'is not there')
`;

const STARTED = ['-I', '-S', '-B', '-X', 'utf8', '-c', IMPORTS];
const NEEDED = [
  'fastapi',
  'starlette.websockets',
  'uvicorn.protocols.websockets.auto',
  'uvloop',
  'httptools',
  'pydantic',
  'sqlite3',
  'ssl',
];
const OTHERS = ['pip', 'setuptools', 'apt', 'gi'];

test('the set-up brings today’s stack, and then asks no network', { timeout: INSTALL_MS }, async (context) => {
  const found = await environment(context);
  expect(found).toMatchObject({ from: 'workshop', versions: { python: expect.stringMatching(/^3\.1\d\./), uvicorn: '0.54.0' } });
  expect(Object.keys(found.versions).sort()).toEqual(['fastapi', 'pydantic', 'python', 'starlette', 'uvicorn', 'websockets']);
  const offline = { PATH: '/nowhere', PIP_NO_INDEX: '1' };
  expect(await setUpPython({ dataFolder: sharedDataFolder(), environment: offline })).toEqual(found);
  expect(await findPython({ dataFolder: sharedDataFolder(), environment: offline })).toEqual(found);
});

test('the workshop’s environment is a learner’s own, when it is named as one', { timeout: INSTALL_MS }, async (context) => {
  const found = await environment(context);
  const folder = found.path.at(-1)!.replace(/[\\/]lib[\\/].*$/i, '');
  const own = await findPython({ dataFolder: sharedDataFolder(), environment: { ...process.env, SOCKET_CLINIC_PYTHON: folder } });
  expect(own).toEqual({ ...found, from: 'learner' });
});

test('another user imports all of it with the paths that were found', { timeout: INSTALL_MS }, async (context) => {
  const { python, path } = await environment(context);
  const { stdout, stderr } = asLearner(python, [...STARTED, JSON.stringify(path), JSON.stringify(NEEDED)]);
  expect({ stdout, stderr }).toEqual({ stdout: NEEDED.map((name) => `${name} is there\n`).join(''), stderr: '' });
});

test('in bubblewrap it needs what was found and no more, and other packages are not there', { timeout: INSTALL_MS }, async (context) => {
  const bwrap = findProgram('bwrap');
  if (!bwrap || asLearner(bwrap, ['--unshare-all', '--ro-bind', '/', '/', 'true']).status !== 0)
    return context.skip('bubblewrap cannot be used here');
  const found = await environment(context);
  const binds = [...bind(found.python), ...found.readable.flatMap((file) => bind(file))];
  const hidden = found.hidden.flatMap((folder) => ['--tmpfs', folder]);
  const libraries = found.libraries.flatMap(({ path, file }) => ['--ro-bind', file, path]);
  const program = [found.python, ...STARTED, JSON.stringify(found.path), JSON.stringify([...NEEDED, ...OTHERS])];
  const { stdout, stderr } = asLearner(bwrap, [
    '--unshare-all',
    '--clearenv',
    ...binds,
    ...hidden,
    ...libraries,
    '--dev',
    '/dev',
    ...program,
  ]);
  expect({ stdout, stderr }).toEqual({
    stdout: [...NEEDED.map((name) => `${name} is there\n`), ...OTHERS.map((name) => `${name} is not there\n`)].join(''),
    stderr: '',
  });
});

function bind(path: string): string[] {
  return ['--ro-bind', path, path];
}
