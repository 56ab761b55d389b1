import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBare } from '../../../sandbox/isolation/bare.ts';
import { createBubblewrap } from '../../../sandbox/isolation/bubblewrap.ts';
import { explainRefusal } from '../../../sandbox/isolation/find-isolation.ts';
import { createSandboxExec } from '../../../sandbox/isolation/sandbox-exec.ts';
import { HEAP_MIB } from '../../../sandbox/runtimes/node/limits.ts';
import { nodeProgram, runtimeArguments } from '../../../sandbox/runtimes/node/program.ts';

const SCRIPT = '/tmp/somewhere/inside.mjs';
const RUNTIME = '/opt/node';
const PROGRAM = nodeProgram({ runtime: RUNTIME, script: SCRIPT });

test('on Windows the runtime is started as it is, and connections are sent to it', () => {
  const { file, args, env, handOver } = createBare({ platform: 'win32', root: false }).command(
    nodeProgram({ runtime: 'C:\\node.exe', script: 'C:\\inside.mjs' }),
  );
  expect(file).toBe('C:\\node.exe');
  expect(args).toContain('--permission');
  expect(args).toContain('--allow-fs-read=C:\\inside.mjs');
  expect(args.at(-1)).toBe('C:\\inside.mjs');
  expect(Object.keys(env)).toEqual(['NODE_DISABLE_COLORS', 'UV_THREADPOOL_SIZE']);
  expect(handOver).toBe('send');
});

test('no way of starting grants network, writing, child processes, workers, addons or WASI', () => {
  const bare = createBare({ platform: 'linux', setpriv: '/usr/bin/setpriv', prlimit: '/usr/bin/prlimit', root: false });
  const bubblewrap = createBubblewrap({
    bwrap: '/usr/bin/bwrap',
    prlimit: '/usr/bin/prlimit',
    libraries: [],
    root: false,
  });
  for (const isolation of [bare, bubblewrap, createSandboxExec()]) {
    const { args } = isolation.command(PROGRAM);
    expect(args.filter((arg) => arg.startsWith('--allow-'))).toHaveLength(1);
    expect(args.find((arg) => arg.startsWith('--allow-'))).toMatch(/^--allow-fs-read=.*inside\.mjs$/);
    for (const arg of ['--permission', '--no-addons', '--no-experimental-sqlite', '--disable-sigusr1', `--max-old-space-size=${HEAP_MIB}`])
      expect(args).toContain(arg);
  }
});

/** Runs a program under the runtime's own arguments alone, in an empty folder; says what it printed and what it left there. */
function runProgram(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'clinic-flags-'));
  try {
    const script = join(folder, 'program.cjs');
    writeFileSync(script, program);
    const { stdout, status } = spawnSync(process.execPath, runtimeArguments(script), { cwd: folder, encoding: 'utf8' });
    return { stdout, status, files: readdirSync(folder) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('the flags of the command line hold', () => {
  const { stdout } = runProgram(`console.log(require('node:v8').getHeapStatistics().heap_size_limit / 1024 ** 2)`);
  expect(Number(stdout)).toBeLessThan(HEAP_MIB * 2);
});

test.each(['--trace-turbo --trace-turbo-file-prefix=written', '--no-wasm-bounds-checks', '--max-old-space-size=4000'])(
  'no program sets the flag %s later',
  (flag) => {
    const { stdout, status, files } = runProgram(`
    require('node:v8').setFlagsFromString('${flag}');
    const hot = (n) => { let sum = 0; for (let i = 0; i < n; i++) sum += i % 7; return sum; };
    for (let i = 0; i < 300; i++) hot(10_000);
    console.log('set');`);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(files).toEqual(['program.cjs']);
  },
);

test('on Linux without bubblewrap the process ends with the workshop, is bounded, and is not root', () => {
  const parts = { platform: 'linux' as const, setpriv: '/usr/bin/setpriv', prlimit: '/usr/bin/prlimit' };
  const asRoot = createBare({ ...parts, root: true }).command(PROGRAM);
  expect([asRoot.file, ...asRoot.args].join(' ')).toMatch(
    /^\/usr\/bin\/setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --pdeathsig KILL \/usr\/bin\/prlimit --data=\d+ --nofile=256 --fsize=\d+ --core=0 --cpu=\d+ \/opt\/node --permission /,
  );
  const asUser = createBare({ ...parts, root: false }).command(PROGRAM);
  expect(asUser.args.slice(0, 3)).toEqual(['--pdeathsig', 'KILL', '/usr/bin/prlimit']);
});

test('bubblewrap unshares everything, binds read-only, bounds inside, and drops root before', () => {
  const parts = { bwrap: '/usr/bin/bwrap', prlimit: '/usr/bin/prlimit' };
  const libraries = [{ path: '/lib64/ld.so', file: '/usr/lib64/ld-1.so' }];
  const { file, args, env } = createBubblewrap({ ...parts, setpriv: '/usr/bin/setpriv', libraries, root: true }).command(PROGRAM);
  const line = [file, ...args].join(' ');
  expect(line).toMatch(
    /^\/usr\/bin\/setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs --pdeathsig KILL \/usr\/bin\/bwrap --unshare-all --unshare-user/,
  );
  for (const part of [
    '--disable-userns',
    '--die-with-parent',
    '--new-session',
    '--cap-drop ALL',
    '--clearenv',
    '--ro-bind /usr/lib64/ld-1.so /lib64/ld.so',
    '--ro-bind /opt/node /sandbox/node',
    '--ro-bind /proc/sys /proc/sys',
    '--size 4194304 --tmpfs /dev/shm',
    '--size 16777216 --tmpfs /tmp',
    '--remount-ro /',
  ])
    expect(line).toContain(part);
  expect(line.match(/--(dev-)?bind /g)).toBeNull();
  expect(line.indexOf('/sandbox/prlimit --data=')).toBeGreaterThan(line.indexOf('--remount-ro / '));
  expect(line).toContain('--nproc=64');
  expect(line).not.toContain('--seccomp');
  expect(env).toEqual({});
  const filtered = createBubblewrap({ ...parts, libraries, root: false, filter: '/tmp/somewhere/seccomp.bpf' }).command(PROGRAM);
  expect([filtered.filter, filtered.args.join(' ')]).toEqual(['/tmp/somewhere/seccomp.bpf', expect.stringContaining(' --seccomp 6 ')]);
  expect(createBubblewrap({ ...parts, libraries, root: false }).command(PROGRAM).file).toBe('/usr/bin/bwrap');
});

test('bubblewrap’s exit codes above 128 are the signals that they stand for', () => {
  const { exit } = createBubblewrap({ bwrap: 'bwrap', prlimit: 'prlimit', libraries: [], root: false }).command(PROGRAM);
  expect(exit({ code: 139, signal: null })).toEqual({ code: null, signal: 'SIGSEGV' });
  expect(exit({ code: 3, signal: null })).toEqual({ code: 3, signal: null });
  expect(exit({ code: null, signal: 'SIGKILL' })).toEqual({ code: null, signal: 'SIGKILL' });
});

test('on macOS sandbox-exec denies by default, the network by name, and reads no file but what is needed', () => {
  const { file, args } = createSandboxExec().command(PROGRAM);
  expect(file).toBe('/usr/bin/sandbox-exec');
  const [flag, profile = '', shell] = args;
  expect([flag, shell]).toEqual(['-p', '/bin/sh']);
  expect(profile).toContain('(deny default)');
  expect(profile).toContain('(deny network*)');
  expect(profile).toContain(`(subpath "${SCRIPT}")`);
  expect(profile).not.toMatch(/allow file-write|allow network/);
  expect(args.join(' ')).toMatch(/ulimit -c 0 -t \d+ -n 256 -f \d+; exec "\$@" sh \/opt\/node --permission/);
});

const REFUSED = 'bwrap: Creating new namespace failed: Operation not permitted';
test.each([
  [
    'a masked /proc',
    "bwrap: Can't mount proc on /newroot/proc: Operation not permitted",
    {},
    true,
    /masks \/proc/,
    /systempaths=unconfined/,
  ],
  ['no user namespaces', REFUSED, { '/proc/sys/user/max_user_namespaces': '0' }, false, /no user namespaces/, /max_user_namespaces=15000/],
  [
    'AppArmor',
    REFUSED,
    { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1' },
    false,
    /AppArmor/,
    /apparmor_restrict_unprivileged_userns=0/,
  ],
  ['a container', REFUSED, {}, true, /container forbids new namespaces/, /seccomp=unconfined/],
  ['no seccomp', 'bwrap: prctl(PR_SET_SECCOMP): Invalid argument', {}, false, /no seccomp filter/, /CONFIG_SECCOMP_FILTER/],
  ['something else', '', {}, false, /it said nothing/, /bwrap --unshare-all/],
])('why bubblewrap refused gets a reason and a remedy: %s', (_what, said, settings: Record<string, string>, container, reason, remedy) => {
  const missing = explainRefusal(said, { setting: (path) => settings[path], container });
  expect(missing.reason).toMatch(reason);
  expect(missing.remedy).toMatch(remedy);
});

test('a program is bound where it lies when it has to be, and a folder of packages is covered but for what is named in it', () => {
  const parts = { bwrap: '/usr/bin/bwrap', prlimit: '/usr/bin/prlimit', libraries: [], root: false };
  const { args } = createBubblewrap(parts).command({
    file: '/usr/bin/python3',
    args: (at) => [`${at('/tmp/run/inside')}/main.py`],
    environment: {},
    reads: ['/tmp/run/inside'],
    inPlace: ['/usr/bin/python3', '/usr/lib/python3', '/usr/lib/python3/dist-packages/fastapi'],
    hidden: ['/usr/lib/python3/dist-packages'],
    libraries: [{ path: '/lib/libc.so', file: '/lib/libc-1.so' }],
    dataBytes: 1000,
  });
  const line = args.join(' ');
  expect(line).toMatch(/ --data=1000 .* \/usr\/bin\/python3 \/sandbox\/inside\/main\.py$/);
  const order = [
    '--tmpfs /tmp',
    '--ro-bind /lib/libc-1.so /lib/libc.so',
    '--ro-bind /tmp/run/inside /sandbox/inside',
    '--ro-bind /usr/lib/python3 /usr/lib/python3 ',
    '--tmpfs /usr/lib/python3/dist-packages',
    '--ro-bind /usr/lib/python3/dist-packages/fastapi /usr/lib/python3/dist-packages/fastapi',
    '--remount-ro / ',
  ].map((part) => line.indexOf(part));
  expect(order.toSorted((one, other) => one - other)).toEqual(order);
  expect(order[0]).toBeGreaterThan(0);
  expect(line).not.toContain('/sandbox/python3');
});
