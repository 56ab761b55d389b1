/** The sandbox processes of a workshop, of every runtime, and the way in which they are isolated. */

import type { Isolation, Program } from '../isolation/command.ts';
import { explainRefusal, findIsolations, type Missing } from '../isolation/find-isolation.ts';
import type { SafetyReport } from '../isolation/safety.ts';
import { selfTest } from '../isolation/self-test.ts';
import { SandboxError } from '../sandbox-error.ts';
import { inheritedDescriptors } from '../system/inherited-descriptors.ts';
import { CONNECTIONS, CONNECTIONS_AT_HAND, KEPT_FREE_BYTES } from '../system/limits.ts';
import { RunFolder } from '../system/run-folder.ts';
import { SocketPairs } from '../system/sockets.ts';
import { Demand } from './demand.ts';
import type { Hosted } from './hosted.ts';
import { SandboxProcess } from './sandbox-process.ts';
import { isReady, Shelf } from './shelf.ts';

export interface PoolOptions {
  /** How many processes wait, booted; fewer where memory is short. */
  size: number;
  /** The one whose process shows which layers can be had. */
  runtime: Hosted;
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
  readonly #shelves: Shelf[] = [];
  readonly #demand = new Demand<Shelf>();
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
  static async open({ size, runtime, isolation = 'strongest', signal }: PoolOptions): Promise<Pool> {
    const folder = await RunFolder.open();
    const pool = new Pool(size, folder, await SocketPairs.open(), signal);
    try {
      await pool.#choose(isolation, runtime);
      signal.throwIfAborted();
      return pool;
    } catch (failure) {
      await pool.close();
      throw failure;
    }
  }

  /**
   * Attacks the layers that the processes of this runtime have, in its own language.
   * @throws SandboxError when the runtime is not there.
   */
  async selfTest(runtime: Hosted): Promise<SafetyReport> {
    const attacker = await runtime.attacker(this.#folder.path);
    return selfTest({ folder: this.#folder, attacker, chosen: this.#chosen.name, missing: this.#missing, signal: this.#signal });
  }

  get folder(): RunFolder {
    return this.#folder;
  }

  /**
   * Takes a ready process of this runtime with at least `connections` connections. The caller must dispose of it.
   * @throws SandboxError when none can be started.
   */
  async take(runtime: Hosted, connections: number): Promise<SandboxProcess> {
    if (connections > CONNECTIONS) throw new SandboxError(`Expected a scenario of at most ${CONNECTIONS} connections, got ${connections}.`);
    const shelf = this.#shelfOf(runtime);
    this.#demand.asked(shelf);
    return shelf.take(connections);
  }

  /**
   * Boots one more, if one is missing and there is memory for it; false when there is not, or it came to nothing. Those that may wait are
   * shared out among the runtimes as these were asked for lately, one of each at least.
   */
  async add(): Promise<boolean> {
    if (this.#closed) return false;
    const shelf = this.#mostMissing();
    if (!shelf) return false;
    const waiting = this.#shelves.reduce((sum, { size }) => sum + size, 0);
    const room = Math.floor((process.availableMemory() - KEPT_FREE_BYTES) / shelf.runtime.processBytes);
    return waiting < room && (await shelf.add());
  }

  #mostMissing(): Shelf | undefined {
    const missing = [...this.#demand.shares(this.#shelves, this.#size)].map(([shelf, due]) => ({ shelf, count: due - shelf.size }));
    const [most] = missing.sort((one, other) => other.count - one.count);
    return most && most.count > 0 ? most.shelf : undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#alive].map((each) => each.dispose()));
    await Promise.all(this.#shelves.map((shelf) => shelf.settled()));
    this.#pairs.close();
    await this.#folder.remove();
  }

  /** The strongest way in which a process could be started when the pool opened. */
  get #chosen(): Isolation {
    if (!this.#isolation) throw new Error('The pool is not open.');
    return this.#isolation;
  }

  /** The first way in which a process becomes ready. A layer that is lost later is an error, never a weaker run. */
  async #choose(wanted: 'strongest' | 'bare', runtime: Hosted): Promise<void> {
    const { isolations, missing } = findIsolations(this.#folder.path);
    this.#missing = wanted === 'bare' ? LEFT_AWAY : missing;
    const shelf = this.#shelfOf(runtime);
    let said = '';
    for (const isolation of wanted === 'bare' ? isolations.slice(-1) : isolations) {
      this.#signal.throwIfAborted();
      this.#isolation = isolation;
      const first = await shelf.boot(CONNECTIONS_AT_HAND);
      said = '';
      first.on('raw', (text) => {
        said += text;
      });
      if (await isReady(first)) return shelf.keep(Promise.resolve(first));
      this.#missing = explainRefusal(said);
    }
    throw new SandboxError(`No sandbox process could be started. The last one said: ${said.trim().slice(0, 500) || 'nothing'}`);
  }

  #shelfOf(runtime: Hosted): Shelf {
    const known = this.#shelves.find((shelf) => shelf.runtime === runtime);
    if (known) return known;
    const shelf = new Shelf({ runtime, folder: this.#folder.path, start: (program, connections) => this.#boot(program, connections) });
    this.#shelves.push(shelf);
    return shelf;
  }

  async #boot(program: Program, connections: number): Promise<SandboxProcess> {
    const pairs = await this.#pairs.make(connections);
    const command = this.#chosen.command(program);
    const booted = new SandboxProcess({ command, folder: this.#folder.empty, pairs, inherited: this.#inherited });
    if (booted.exit) return booted;
    this.#alive.add(booted);
    booted.once('exit', () => this.#alive.delete(booted));
    if (this.#closed) await booted.dispose();
    return booted;
  }
}
