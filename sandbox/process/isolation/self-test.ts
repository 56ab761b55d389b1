/**
 * The start-up self-test: attempts the attacks, and says which layers hold. A layer is proven by attacking it, never by reading a
 * setting. Takes half a second of one core.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildAttack } from '../../compile/harness.ts';
import { killGroup } from '../kill-group.ts';
import type { RunFolder } from '../run-folder.ts';
import type { Attempt, Target } from './attempt.ts';
import type { Isolation } from './command.ts';
import { findIsolations, findProgram, type Missing } from './find-isolation.ts';
import { type AttackReport, LAYER_TITLES, LAYERS, type LayerId, type SafetyReport } from './safety.ts';

/** What is attempted on each layer: L1 with Node's permission model, the others without it. */
const ATTACKS: Record<LayerId, Record<string, string>> = {
  L0: { environment: 'find the workshop’s environment', 'working-folder': 'find anything in the working folder' },
  L1: {
    'read-file': 'read a file of the workshop',
    'write-file': 'write a file',
    connect: 'connect to a loopback port',
    datagram: 'send a datagram',
    'start-process': 'start a process',
    'start-worker': 'start a worker thread',
    'load-addon': 'load a native addon',
    'open-database': 'open node:sqlite',
    inspector: 'attach the inspector',
  },
  L2: {
    connect: 'connect to a loopback port',
    'connect-socket-file': 'connect to a socket file',
    datagram: 'send a datagram to a loopback port',
    interfaces: 'find a network interface to the outside',
  },
  L3: {
    'read-file': 'read a file of the workshop',
    'read-accounts': 'read /etc/passwd',
    'list-root': 'list the home folder',
    'write-file': 'write a file where every user may',
    'change-runtime': 'change the runtime',
    'change-kernel': 'change a setting of the kernel',
    'fill-temporary': 'fill /tmp',
    'fill-memory-files': 'fill /dev/shm',
    'fill-devices': 'write into /dev',
    'fill-root': 'write into /',
  },
  L4: { 'signal-workshop': 'signal the workshop', 'see-processes': 'see the workshop’s process' },
  L5: {
    'many-processes': 'start more processes than the bound',
    'many-descriptors': 'open more descriptors than the bound',
    'much-memory': 'take 2 GiB of array buffers',
  },
};
/** How long an attack may take before it is stopped, in milliseconds: a safety net. */
const ATTACK_MS = 20_000;
/** How long a process may outlive the one that it belongs to, in milliseconds. */
const OUTLIVE_MS = 1_000;

export interface SelfTestParts {
  folder: RunFolder;
  /** The way in which processes are started now. */
  chosen: Isolation['name'];
  /** Why it is not a stronger one. */
  missing?: Missing;
  /** Ends every attack at once. */
  signal: AbortSignal;
}

/** Rejects with the signal's reason when that ended it: what was found until then proves nothing. */
export async function selfTest({ folder, chosen, missing, signal }: SelfTestParts): Promise<SafetyReport> {
  const sleep = findProgram('sleep') ?? '';
  const { isolations } = findIsolations(folder.path, sleep ? [sleep] : []);
  const isolation = isolations.find(({ name }) => name === chosen);
  const bare = isolations.at(-1);
  if (!isolation || !bare) throw new Error(`There is no isolation ${chosen} here.`);
  buildAttack(folder.attack);
  await using bait = await setOutBait(folder);
  const arena: Arena = { script: folder.attack, cwd: folder.empty, target: bait.target, sleep, signal };
  const [withPermission, without, spins, outlives] = await Promise.all([
    attempts(arena, bare, Object.keys(ATTACKS.L1), true),
    attempts(arena, isolation, [...new Set(LAYERS.filter((id) => id !== 'L1').flatMap((id) => Object.keys(ATTACKS[id])))], false),
    goesOn(arena, isolation, 'go-on'),
    goesOn(arena, isolation, 'go-on-with-child'),
  ]);
  signal.throwIfAborted();
  const arrived = await bait.arrived();
  const reports = (id: LayerId): AttackReport[] =>
    Object.entries(ATTACKS[id]).map(([attempt, attack]) =>
      reportOf(attack, (id === 'L1' ? withPermission : without).get(attempt), attempt === 'datagram' ? arrived : undefined),
    );
  const further: Partial<Record<LayerId, AttackReport>> = { L0: spins, L4: outlives };
  return {
    platform: process.platform,
    isolation: isolation.name,
    layers: LAYERS.map((id) => {
      const attacks = [...reports(id), ...(further[id] ? [further[id]] : [])];
      const holds = attacks.every(({ held }) => held);
      return { id, title: LAYER_TITLES[id], holds, attacks, missing: holds ? undefined : (missing ?? WEAK) };
    }),
  };
}

const WEAK: Missing = {
  reason: 'the attack succeeded although the layer is there',
  remedy: 'do not serve this workshop to others, and report it with the output of: socket-clinic doctor --json',
};

interface Arena {
  script: string;
  cwd: string;
  target: Omit<Target, 'attempts' | 'sleep'>;
  /** On this system; where it is inside, the isolation knows. */
  sleep: string;
  signal: AbortSignal;
}

/** No answer is no proof that it held. A datagram that was sent may have gone nowhere: only its arrival counts. */
function reportOf(attack: string, attempt: Attempt | undefined, arrived: boolean | undefined): AttackReport {
  if (!attempt) return { attack, held: false, observed: 'the attempt gave no answer' };
  if (attempt.held || arrived === undefined) return { attack, held: attempt.held, observed: attempt.observed };
  return { attack, held: !arrived, observed: arrived ? 'it arrived' : 'nothing arrived' };
}

async function attempts(arena: Arena, isolation: Isolation, names: string[], permission: boolean): Promise<Map<string, Attempt>> {
  const child = start(arena, isolation, names, permission);
  const bound = setTimeout(() => killGroup(child), ATTACK_MS);
  const said = child.stdout ? await text(child.stdout) : '';
  clearTimeout(bound);
  const lines = said.split('\n').flatMap((line) => parseAttempt(line) ?? []);
  return new Map(lines.map((attempt) => [attempt.attempt, attempt]));
}

/** Alone it is ended as a run is; with a child its starter is killed, as the workshop may be. Everything has to end with it. */
async function goesOn(arena: Arena, isolation: Isolation, name: 'go-on' | 'go-on-with-child'): Promise<AttackReport> {
  const withChild = name === 'go-on-with-child';
  const attack = withChild ? 'outlive the workshop, with a process of its own' : 'go on for ever';
  const child = start(arena, isolation, [name], false, withChild);
  if (!child.stdout) return { attack, held: false, observed: 'it could not be started' };
  let said = '';
  const ended = once(child.stdout, 'end').then(() => true);
  const begun = new Promise<boolean>((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      if (said.includes('\n')) resolve(true);
    });
  });
  const started = await Promise.race([begun, ended.then(() => false), after(ATTACK_MS)]);
  child.kill('SIGKILL');
  const gone = await Promise.race([ended, after(OUTLIVE_MS)]);
  if (!gone) {
    killGroup(child);
    killLeftOver(Number(parseAttempt(said)?.observed));
  }
  if (!started) return { attack, held: withChild && gone, observed: 'it could not begin' };
  return { attack, held: gone, observed: gone ? 'it ended' : `it was still there after ${OUTLIVE_MS / 1000} s` };
}

function after(ms: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), ms).unref());
}

function killLeftOver(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, 'SIGKILL');
  } catch {} // It has ended meanwhile, or its number is one inside a namespace.
}

/** The starter stands for the workshop: a process that starts the program and can be killed. */
const STARTER =
  "const [file, ...args] = JSON.parse(process.argv[1]); require('node:child_process').spawn(file, args, { env: {}, stdio: ['ignore', 'inherit', 'ignore'] });";

function start(
  { script, cwd, target, sleep, signal }: Arena,
  isolation: Isolation,
  names: string[],
  permission: boolean,
  starter = false,
): ChildProcess {
  const asked: Target = { ...target, attempts: names, sleep: sleep && isolation.toolPath(sleep) };
  const { file, args, env } = isolation.command({ script, args: [JSON.stringify(asked)], permission });
  const line = starter ? [process.execPath, '-e', STARTER, JSON.stringify([file, ...args])] : [file, ...args];
  const [first = file, ...rest] = line;
  const child = spawn(first, rest, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
    detached: process.platform !== 'win32',
  });
  signal.addEventListener('abort', () => killGroup(child));
  child.on('error', () => {}); // Then its output is empty, and that proves nothing.
  return child;
}

function parseAttempt(line: string): Attempt | undefined {
  try {
    return JSON.parse(line) as Attempt;
  } catch {
    return undefined;
  }
}

interface Bait extends AsyncDisposable {
  target: Arena['target'];
  /** Whether a datagram has come. One of its own comes after all that were sent before. */
  arrived(): Promise<boolean>;
}

/** Files, ports and a socket file that a program without isolation can reach: otherwise its failure would prove nothing. */
async function setOutBait(folder: RunFolder): Promise<Bait> {
  const open = join(folder.path, 'open');
  const [secretFile, socketFile] = [join(folder.path, 'secret'), join(open, 'socket')];
  await mkdir(open, { mode: 0o777 });
  await chmod(open, 0o777);
  await writeFile(secretFile, 'nothing of worth', { mode: 0o644 });
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  const fileServer = createServer((socket) => socket.destroy()).listen(
    process.platform === 'win32' ? `\\\\.\\pipe\\${folder.path}` : socketFile,
  );
  const datagrams = createSocket('udp4').bind(0, '127.0.0.1');
  await Promise.all([once(server, 'listening'), once(fileServer, 'listening'), once(datagrams, 'listening')]);
  if (process.platform !== 'win32') await chmod(socketFile, 0o777);
  let came = 0;
  datagrams.on('message', (message) => {
    if (String(message) === 'here') came += 1;
  });
  const datagramPort = datagrams.address().port;
  return {
    target: {
      secretFile,
      writtenFile: join(open, 'written'),
      homeFolder: homedir(),
      port: (server.address() as AddressInfo).port,
      datagramPort,
      socketFile,
      workshopPid: process.pid,
      commandLine: readCommandLine(),
    },
    async arrived() {
      const barrier = new Promise<void>((resolve) => datagrams.on('message', (message) => String(message) === 'barrier' && resolve()));
      datagrams.send('barrier', datagramPort, '127.0.0.1');
      await barrier;
      return came > 0;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      fileServer.close();
      datagrams.close();
    },
  };
}

function readCommandLine(): string {
  try {
    return readFileSync('/proc/self/cmdline', 'utf8');
  } catch {
    return '';
  }
}
