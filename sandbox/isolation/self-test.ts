/**
 * The start-up self-test: attempts the attacks, and says which layers hold. A layer is proven by attacking it, never by reading a
 * setting. Takes half a second of one core.
 */
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { killGroup } from '../system/kill-group.ts';
import { findProgram } from '../system/programs.ts';
import { RunFolder } from '../system/run-folder.ts';
import { type SocketPair, SocketPairs } from '../system/sockets.ts';
import { type Arena, parseAttempt, start } from './arena.ts';
import type { Attacker } from './attacker.ts';
import { ATTACKS, NO_ANSWER } from './attacks.ts';
import type { Attempt } from './attempt.ts';
import type { Isolation } from './command.ts';
import { type Decoys, setDecoys } from './decoys.ts';
import { findIsolations, type Missing } from './find-isolation.ts';
import { attackFlags } from './flag-attacks.ts';
import { attemptsIn, nativeAttack } from './native-attack.ts';
import { type AttackReport, LAYER_TITLES, LAYERS, type LayerId, type SafetyReport } from './safety.ts';
import { thisArchitecture } from './system-calls.ts';

/** How long an attack may take before it is stopped, in milliseconds: a safety net. */
const ATTACK_MS = 20_000;
/**
 * How long a process may outlive the one that it belongs to, in milliseconds. Who was killed needs a processor once more to end: at a load
 * of 13 on two cores, one second was not always enough. Who outlives it does so for ever.
 */
const OUTLIVE_MS = 5_000;

export interface SelfTestParts {
  folder: RunFolder;
  attacker: Attacker;
  /** The way in which processes are started now. */
  chosen: Isolation['name'];
  /** Why it is not a stronger one. */
  missing?: Missing;
  /** Ends every attack at once. */
  signal: AbortSignal;
}

/** Rejects with the signal's reason when that ended it: what was found until then proves nothing. */
export async function selfTest({ folder, attacker, chosen, missing, signal }: SelfTestParts): Promise<SafetyReport> {
  const place = await mkdtemp(join(folder.path, 'attacked-'));
  await RunFolder.share(place);
  await using decoys = await setDecoys(place);
  const sleep = findProgram('sleep');
  const native = await writeNative(place, decoys);
  const { isolations } = findIsolations(
    folder.path,
    [sleep, native].filter((tool) => tool !== undefined),
  );
  const isolation = isolations.find(({ name }) => name === chosen);
  const bare = isolations.at(-1);
  if (!isolation || !bare) throw new Error(`There is no isolation ${chosen} here.`);
  await using connection = await openConnection();
  const arena: Arena = {
    attacker,
    cwd: folder.empty,
    target: decoys.target,
    sleep,
    native,
    signal,
  };
  const noModel = attacker.noPermissionModel;
  const below = new Set(LAYERS.filter((id) => id !== 'L1').flatMap((id) => Object.keys(ATTACKS[id])));
  const [withPermission, flags, without, spins, outlives] = await Promise.all([
    noModel ? new Map<string, Attempt>() : attempts(arena, bare, Object.keys(ATTACKS.L1), true),
    noModel ? [] : attackFlags(arena, bare),
    attempts(arena, isolation, [...below, 'native'], false, connection.handler),
    goesOn(arena, isolation, 'go-on'),
    goesOn(arena, isolation, 'go-on-with-child'),
  ]);
  signal.throwIfAborted();
  const arrivals: Record<string, boolean> = { datagram: await decoys.arrived(), redial: await decoys.redialed() };
  const reports = (id: LayerId): AttackReport[] =>
    Object.entries(ATTACKS[id]).map(([attempt, attack]) =>
      reportOf(attack, (id === 'L1' ? withPermission : without).get(attempt), arrivals[attempt]),
    );
  const further: Partial<Record<LayerId, AttackReport[]>> = { L0: [spins], L1: flags, L4: [outlives] };
  return {
    runtime: attacker.runtime,
    platform: process.platform,
    isolation: isolation.name,
    layers: LAYERS.map((id) => {
      if (id === 'L1' && noModel) return { id, title: LAYER_TITLES.L1, holds: false, isAbsent: true, attacks: [], missing: noModel };
      const attacks = [...reports(id), ...(further[id] ?? [])];
      const holds = attacks.every(({ held }) => held);
      return { id, title: LAYER_TITLES[id], holds, attacks, missing: holds ? undefined : (missing ?? explain(attacks)) };
    }),
  };
}

const WEAK: Missing = {
  reason: 'the attack succeeded although the layer is there',
  remedy: 'do not serve this workshop to others, and report it with the output of: socket-clinic doctor --json',
};
const UNTRIED: Missing = {
  reason: 'an attack on it could not be made here, so nothing proves that it holds',
  remedy: 'run the workshop on Linux, on x64 or arm64, where programs in the folder for temporary files may be started',
};

function explain(attacks: AttackReport[]): Missing {
  return attacks.every(({ held, unanswered }) => held || unanswered) ? UNTRIED : WEAK;
}

/** The native program, where every user may start it. */
async function writeNative(place: string, { redialPort }: Decoys): Promise<string | undefined> {
  const architecture = thisArchitecture();
  if (process.platform !== 'linux' || !architecture) return undefined;
  const native = join(place, 'native');
  await writeFile(native, nativeAttack(redialPort, architecture));
  await RunFolder.share(native);
  return native;
}

/** A connection as a run's process has them. */
async function openConnection(): Promise<SocketPair & AsyncDisposable> {
  const pairs = await SocketPairs.open();
  const [pair] = await pairs.make(1);
  pairs.close();
  if (!pair) throw new Error('No connection was made.');
  return {
    ...pair,
    async [Symbol.asyncDispose]() {
      pair.probe.destroy();
      pair.handler.destroy();
    },
  };
}

/** No answer is no proof that it held. A datagram that was sent may have gone nowhere: only its arrival counts. */
function reportOf(attack: string, attempt: Attempt | undefined, arrived: boolean | undefined): AttackReport {
  if (!attempt) return { attack, held: false, observed: NO_ANSWER, unanswered: true };
  if (attempt.held || arrived === undefined) return { attack, held: attempt.held, observed: attempt.observed };
  return { attack, held: !arrived, observed: arrived ? 'it arrived' : 'nothing arrived' };
}

async function attempts(
  arena: Arena,
  isolation: Isolation,
  names: string[],
  permission: boolean,
  connection?: Socket,
): Promise<Map<string, Attempt>> {
  const child = start(arena, isolation, { names, permission, connection });
  const bound = setTimeout(() => killGroup(child), ATTACK_MS);
  const said = child.stdout ? await text(child.stdout) : '';
  clearTimeout(bound);
  const told = said.split('\n').flatMap((line) => parseAttempt(line) ?? []);
  const native = told.find(({ attempt }) => attempt === 'native');
  const lines = [...told, ...(native ? attemptsIn(Buffer.from(native.observed, 'base64')) : [])];
  return new Map(lines.map((attempt) => [attempt.attempt, attempt]));
}

/** Alone it is ended as a run is; with a child its starter is killed, as the workshop may be. Everything has to end with it. */
async function goesOn(arena: Arena, isolation: Isolation, name: 'go-on' | 'go-on-with-child'): Promise<AttackReport> {
  const withChild = name === 'go-on-with-child';
  const attack = withChild ? 'outlive the workshop, with a process of its own' : 'go on for ever';
  const child = start(arena, isolation, { names: [name], permission: false, starter: withChild });
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
  // What ended before it began has shown nothing.
  if (!started)
    return { attack, observed: 'it could not begin', ...(withChild && gone ? { held: true } : { held: false, unanswered: true }) };
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
