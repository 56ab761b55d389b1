/** Warm sandbox processes: booted, idle, and used once. */

import type { Isolation } from '../isolation/command.ts';
import { explainRefusal, findIsolations, inheritedDescriptors, type Missing } from '../isolation/find-isolation.ts';
import type { SafetyReport } from '../isolation/safety.ts';
import { selfTest } from '../isolation/self-test.ts';
import { buildHarness } from '../runtimes/node/compile/harness.ts';
import { SandboxError } from '../sandbox-error.ts';
import { BOOT_MS, CONNECTIONS, CONNECTIONS_AT_HAND, KEPT_FREE_BYTES, PROCESS_BYTES } from './limits.ts';
import { RunFolder } from './run-folder.ts';
import { SandboxProcess } from './sandbox-process.ts';
import { SocketPairs } from './sockets.ts';

export interface PoolOptions {
  /** How many processes wait, booted; fewer where memory is short. */
  size: number;
  /** `bare` leaves the layers above L1 away, for comparing. */
  isolation?: 'strongest' | 'bare';
  /** Ends what is under way in the pool itself: opening it, and its self-test. */
  signal: AbortSignal;
}

const LEFT_AWAY: Missing = { reason: 'it was left away on purpose', remedy: 'ask for the strongest isolation instead' };

export class Pool {
  readonly #size: number;
  readonly #folder: RunFolder;
  readonly #pairs: SocketPairs;
  readonly #signal: AbortSignal;
  readonly #inherited = inheritedDescriptors();
  readonly #warm: Promise<SandboxProcess>[] = [];
  readonly #alive = new Set<SandboxProcess>();
  #isolation: Isolation | undefined;
  #missing: Missing | undefined;
  #closed = false;

  private constructor(size: number, folder: RunFolder, pairs: SocketPairs, signal: AbortSignal) {
    this.#signal = signal;
    this.#size = size;
    this.#folder = folder;
    this.#pairs = pairs;
  }

  /** @throws SandboxError when no process can be started at all, or only as root. */
  static async open({ size, isolation = 'strongest', signal }: PoolOptions): Promise<Pool> {
    const folder = await RunFolder.open();
    const pool = new Pool(size, folder, await SocketPairs.open(), signal);
    try {
      buildHarness(folder.harness);
      await RunFolder.share(folder.harness);
      await pool.#choose(isolation);
      signal.throwIfAborted();
      return pool;
    } catch (failure) {
      await pool.close();
      throw failure;
    }
  }

  /** Attacks the layers that its processes have. */
  selfTest(): Promise<SafetyReport> {
    return selfTest({ folder: this.#folder, chosen: this.#chosen.name, missing: this.#missing, signal: this.#signal });
  }

  get folder(): RunFolder {
    return this.#folder;
  }

  /**
   * A process that is ready and has so many connections at hand; the caller disposes of it.
   * @throws SandboxError when none can be started.
   */
  async take(connections: number): Promise<SandboxProcess> {
    if (connections > CONNECTIONS) throw new SandboxError(`Expected a scenario of at most ${CONNECTIONS} connections, got ${connections}.`);
    for (let tries = 0; tries < 2; tries++) {
      const waiting = connections <= CONNECTIONS_AT_HAND ? this.#warm.shift() : undefined;
      const taken = await (waiting ?? this.#boot(connections));
      if (await this.#isReady(taken)) return taken;
    }
    throw new SandboxError('A sandbox process ended before it was ready, twice. Look at the free memory and processes of this machine.');
  }

  /** Boots one more, if one is missing and there is memory for it; false when there is not, or it came to nothing. */
  async add(): Promise<boolean> {
    const room = Math.floor((process.availableMemory() - KEPT_FREE_BYTES) / PROCESS_BYTES);
    if (this.#closed || this.#warm.length >= Math.min(this.#size, room)) return false;
    const booting = this.#boot(CONNECTIONS_AT_HAND);
    this.#keepWarm(booting);
    return this.#isReady(await booting);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#alive].map((each) => each.dispose()));
    this.#pairs.close();
    await this.#folder.remove();
  }

  /** The strongest way in which a process could be started when the pool opened. */
  get #chosen(): Isolation {
    if (!this.#isolation) throw new Error('The pool is not open.');
    return this.#isolation;
  }

  /** The first way in which a process becomes ready. A layer that is lost later is an error, never a weaker run. */
  async #choose(wanted: 'strongest' | 'bare'): Promise<void> {
    const { isolations, missing } = findIsolations(this.#folder.path);
    this.#missing = wanted === 'bare' ? LEFT_AWAY : missing;
    let said = '';
    for (const isolation of wanted === 'bare' ? isolations.slice(-1) : isolations) {
      this.#signal.throwIfAborted();
      this.#isolation = isolation;
      const first = await this.#boot(CONNECTIONS_AT_HAND);
      said = '';
      first.on('raw', (text) => {
        said += text;
      });
      if (await this.#isReady(first)) return this.#keepWarm(Promise.resolve(first));
      this.#missing = explainRefusal(said);
    }
    throw new SandboxError(`No sandbox process could be started. The last one said: ${said.trim().slice(0, 500) || 'nothing'}`);
  }

  /** A safety net for a process that hangs while it boots; it is no part of a run, and decides nothing about a handler. */
  async #isReady(booted: SandboxProcess): Promise<boolean> {
    const impatience = setTimeout(() => void booted.dispose(), BOOT_MS);
    const ready = await booted.ready();
    clearTimeout(impatience);
    return ready;
  }

  #keepWarm(booting: Promise<SandboxProcess>): void {
    this.#warm.push(booting);
    const forget = () => {
      const index = this.#warm.indexOf(booting);
      if (index >= 0) this.#warm.splice(index, 1);
    };
    booting.then((booted) => (booted.exit ? forget() : booted.once('exit', forget)), forget);
  }

  async #boot(connections: number): Promise<SandboxProcess> {
    const pairs = await this.#pairs.make(connections);
    const command = this.#chosen.command({ script: this.#folder.harness });
    const booted = new SandboxProcess({ command, folder: this.#folder.empty, pairs, inherited: this.#inherited });
    if (booted.exit) return booted;
    this.#alive.add(booted);
    booted.once('exit', () => this.#alive.delete(booted));
    if (this.#closed) await booted.dispose();
    return booted;
  }
}
