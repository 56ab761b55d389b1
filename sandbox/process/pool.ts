/** Warm sandbox processes: booted, idle, and used once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildHarness } from '../compile/harness.ts';
import { SandboxError } from '../sandbox-error.ts';
import { SandboxProcess } from './sandbox-process.ts';

export class Pool {
  readonly #folder: string;
  readonly #size: number;
  readonly #warm: SandboxProcess[] = [];
  readonly #alive = new Set<SandboxProcess>();
  #closed = false;

  private constructor(folder: string, size: number) {
    this.#folder = folder;
    this.#size = size;
  }

  /** `size`: how many processes wait, booted. */
  static async open(size: number): Promise<Pool> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-clinic-'));
    const pool = new Pool(folder, size);
    buildHarness(pool.#harness);
    pool.refill();
    return pool;
  }

  /** A process that is ready, and that is the caller's to dispose. */
  async take(): Promise<SandboxProcess> {
    for (let tries = 0; tries < 2; tries++) {
      const taken = this.#warm.shift() ?? this.#boot();
      if (await taken.ready()) return taken;
    }
    throw new SandboxError('A sandbox process ended before it was ready, twice. Look at the free memory and processes of this machine.');
  }

  /** Boots what is missing. Called when no run is under way, so that booting takes no time from one. */
  refill(): void {
    while (!this.#closed && this.#warm.length < this.#size) this.#warm.push(this.#boot());
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#alive].map((each) => each.dispose()));
    await rm(this.#folder, { recursive: true, force: true });
  }

  get #harness(): string {
    return join(this.#folder, 'inside.mjs');
  }

  #boot(): SandboxProcess {
    const booted = new SandboxProcess(this.#harness, this.#folder);
    this.#alive.add(booted);
    booted.once('exit', () => {
      this.#alive.delete(booted);
      const index = this.#warm.indexOf(booted);
      if (index >= 0) this.#warm.splice(index, 1);
    });
    return booted;
  }
}
