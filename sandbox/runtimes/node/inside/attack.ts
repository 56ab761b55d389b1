/**
 * The self-test's own program: attempts what learner code must not be able to do, and says what came of it, a line of JSON an attempt.
 *
 * It is started exactly as a handler's process is, once with Node's permission model and once without, so that the layers below are
 * attacked by themselves. What it says is not the whole proof: the workshop also looks at what arrived at its own end.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import v8 from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Attempt, Target } from '../../../isolation/attempt.ts';
import { FIRST_CONNECTION_FD } from '../../../system/descriptors.ts';
import { OPEN_FILES, PROCESSES, SHARED_MEMORY_BYTES, TEMPORARY_BYTES } from '../../../system/limits.ts';

/** Stands for all attempts of the native program. */
const NATIVE: Attempt['attempt'] = 'native';

const target = JSON.parse(process.argv[2] ?? '{}') as Target;

/** Resolves or returns what it got; throws when it was held off. */
const ATTEMPTS: Record<string, () => unknown> = {
  'read-file': () => readFileSync(target.secretFile, 'utf8'),
  'read-accounts': () => readFileSync('/etc/passwd', 'utf8').length,
  'list-root': () => nonEmpty(readdirSync(target.homeFolder).join(' ')),
  'write-file': () => writeFileSync(target.writtenFile, 'written'),
  'change-runtime': () => closeSync(openSync(process.execPath, 'r+')),
  'change-kernel': () => closeSync(openSync('/proc/sys/kernel/core_pattern', 'r+')),
  'fill-temporary': () => fill('/tmp', TEMPORARY_BYTES),
  'fill-memory-files': () => fill('/dev/shm', SHARED_MEMORY_BYTES),
  'fill-devices': () => fill('/dev', 1),
  'fill-root': () => fill('', 1),
  connect: () => connecting({ port: target.port, host: '127.0.0.1' }),
  'connect-socket-file': () => connecting({ path: target.socketFile }),
  datagram: () => sending(),
  interfaces: () =>
    nonEmpty(
      Object.values(networkInterfaces())
        .flat()
        .filter((each) => each && !each.internal)
        .map((each) => each?.address)
        .join(' '),
    ),
  'start-process': () => starting(process.execPath, ['--version']),
  'start-worker': () => new Worker('', { eval: true }),
  'load-addon': () => process.dlopen({ exports: {} }, target.secretFile),
  'open-database': () => createRequire(import.meta.url)('node:sqlite'),
  inspector: () => new (createRequire(import.meta.url)('node:inspector').Session)().connect(),
  environment: () =>
    nonEmpty(
      Object.keys(process.env)
        .filter((name) => !EXPECTED_NAMES.has(name.toUpperCase()) && !target.environment.includes(name))
        .join(' '),
    ),
  'working-folder': () => nonEmpty(readdirSync('.').join(' ')),
  'signal-workshop': () => (seesWorkshop() === false ? held() : process.kill(target.workshopPid, 0)),
  'see-processes': () => seesWorkshop() || held(),
  'many-processes': () => manyProcesses(),
  'many-descriptors': () => Array.from({ length: OPEN_FILES + 1 }, () => openSync(process.execPath, 'r')).length,
  'much-memory': () => muchMemory(),
  'write-by-flags': () => {
    changeFlags(`--trace-turbo --trace-turbo-cfg-file=${target.tracedFile} --allow-natives-syntax`);
    return new Function(OPTIMISE)();
  },
  'unbounded-wasm': () => {
    changeFlags('--no-wasm-bounds-checks');
    return readPastMemory();
  },
  'go-on': () => goOn(),
  'go-on-with-child': () => goOn(spawn(target.sleep ?? '', ['60'], { detached: true, stdio: 'inherit' }).pid),
};

/** Set by bubblewrap, or by libuv on Windows. */
const EXPECTED_NAMES = new Set([
  'PWD',
  'SYSTEMROOT',
  'SYSTEMDRIVE',
  'WINDIR',
  'TEMP',
  'TMP',
  'PATHEXT',
  'PATH',
  'COMSPEC',
  'USERPROFILE',
  'HOMEDRIVE',
  'HOMEPATH',
  'LOGONSERVER',
  'USERDOMAIN',
  'USERNAME',
  '__CF_USER_TEXT_ENCODING',
]);
/** Has the runtime compile a function anew, which it traces when asked to. */
const OPTIMISE = `
  const traced = () => 'compiled';
  %PrepareFunctionForOptimization(traced);
  traced();
  %OptimizeFunctionOnNextCall(traced);
  return traced();`;
/** (module (memory 1) (func (export "r") (param i32) (result i32) (i32.load (local.get 0)))) */
const READER = '0061736d0100000001060160017f017f030201000503010001070501017200000a0901070020002802000b';
/** Until something that hangs counts as held off, in milliseconds: nothing answers a connection that cannot be made. */
const PATIENCE_MS = 1_000;

// Some of the others leave no memory and no descriptors to start a program with.
if (target.attempts.includes(NATIVE)) report({ attempt: NATIVE, held: false, observed: attackNatively() });
for (const name of target.attempts) if (name in ATTEMPTS) report(await attempt(name));
process.exit(0);

async function attempt(name: string): Promise<Attempt> {
  try {
    const got = await ATTEMPTS[name]?.();
    return { attempt: name, held: false, observed: String(got ?? 'it worked').slice(0, 200) };
  } catch (refusal) {
    const { code, message } = refusal as NodeJS.ErrnoException;
    return { attempt: name, held: true, observed: code ?? message };
  }
}

/** What the program without a runtime wrote, for the workshop to read. Nothing where it could not be started. */
function attackNatively(): string {
  if (!target.native) return '';
  const { stdout } = spawnSync(target.native, { stdio: ['ignore', 'pipe', 'ignore', FIRST_CONNECTION_FD], timeout: PATIENCE_MS });
  return stdout?.toString('base64') ?? '';
}

function report(attempt: Attempt): void {
  writeSync(1, `${JSON.stringify(attempt)}\n`);
}

function held(): never {
  throw new Error('nothing there');
}

function nonEmpty(found: string): string {
  return found === '' ? held() : found;
}

/** Outside of every namespace the file would stay. */
function fill(folder: string, bytes: number): string {
  const path = `${folder}/socket-clinic-fill-${process.pid}`;
  try {
    writeFileSync(path, Buffer.alloc(bytes + 4096));
    return `${bytes + 4096} bytes written`;
  } finally {
    rmSync(path, { force: true });
  }
}

function connecting(to: { port: number; host: string } | { path: string }): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(to as { path: string }, () => resolve('connected'));
    socket.on('error', reject);
    socket.setTimeout(PATIENCE_MS, () => reject(new Error('no answer')));
  });
}

function sending(): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('error', reject);
    socket.send('here', target.datagramPort, '127.0.0.1', (failure) => (failure ? reject(failure) : resolve('sent')));
  });
}

function starting(file: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    spawn(file, args, { stdio: 'ignore' })
      .on('error', reject)
      .on('spawn', () => resolve('started'));
  });
}

/** undefined where no /proc tells. In another process namespace the number may be somebody else's. */
function seesWorkshop(): boolean | undefined {
  try {
    return readFileSync(`/proc/${target.workshopPid}/cmdline`, 'utf8') === target.commandLine;
  } catch {
    return undefined;
  }
}

function changeFlags(flags: string): void {
  report({ attempt: 'begun', held: false, observed: '' });
  v8.setFlagsFromString(flags);
  report({ attempt: 'flags-set', held: false, observed: '' });
}

/** Of a memory of one page. */
function readPastMemory(): string {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(READER, 'hex')));
  return `it read ${(exports.r as (address: number) => number)(64 * 1024)}`;
}

/** Says that it has begun, and never ends by itself. */
function goOn(child?: number): never {
  report({ attempt: 'begun', held: false, observed: String(child ?? '') });
  for (;;);
}

/** Reaches past the bound, and leaves none of them behind. */
async function manyProcesses(): Promise<string> {
  const children = Array.from({ length: PROCESSES + 1 }, () => spawn(target.sleep ?? '', ['5'], { stdio: 'ignore' }));
  try {
    await Promise.all(
      children.map((child) => new Promise((resolve, reject) => child.on('error', reject).on('spawn', () => resolve(undefined)))),
    );
    return `${children.length} processes at once`;
  } finally {
    for (const child of children) child.kill('SIGKILL');
  }
}

function muchMemory(): string {
  const kept: Uint8Array[] = [];
  // Never touched: only what the system has promised counts, and no machine runs out of it.
  for (let taken = 0; taken < 32; taken++) kept.push(new Uint8Array(64 * 1024 ** 2));
  return `${kept.length * 64} MiB`;
}
