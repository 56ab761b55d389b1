/** The warm processes of one runtime: booted, idle, and used once. */
import type { Program } from '../isolation/command.ts';
import { SandboxError } from '../sandbox-error.ts';
import { BOOT_MS, CONNECTIONS_AT_HAND } from '../system/limits.ts';
import type { Hosted } from './hosted.ts';
import type { SandboxProcess } from './sandbox-process.ts';

export interface ShelfParts {
  runtime: Hosted;
  /** Where the program may write what it reads. */
  folder: string;
  start(program: Program, connections: number): Promise<SandboxProcess>;
}

export class Shelf {
  readonly runtime: Hosted;
  readonly #parts: ShelfParts;
  readonly #warm: Promise<SandboxProcess>[] = [];
  readonly #booting = new Set<Promise<unknown>>();
  #program: Promise<Program> | undefined;

  constructor(parts: ShelfParts) {
    this.#parts = parts;
    this.runtime = parts.runtime;
  }

  get size(): number {
    return this.#warm.length;
  }

  /** @throws SandboxError when none becomes ready. */
  async take(connections: number): Promise<SandboxProcess> {
    let said = '';
    for (let tries = 0; tries < 2; tries++) {
      const waiting = connections <= CONNECTIONS_AT_HAND ? this.#warm.shift() : undefined;
      const taken = await (waiting ?? this.boot(connections));
      const listen = (text: string) => {
        said += text;
      };
      taken.on('raw', listen);
      const ready = await isReady(taken);
      taken.off('raw', listen);
      if (ready) return taken;
    }
    const words = said.trim() === '' ? '' : ` It said: ${said.trim().slice(-500)}`;
    throw new SandboxError(
      `A sandbox process ended before it was ready, twice. Look at the free memory and processes of this machine.${words}`,
    );
  }

  /** false when it came to nothing. */
  async add(): Promise<boolean> {
    const booting = this.boot(CONNECTIONS_AT_HAND, 'unhurried');
    this.keep(booting);
    return isReady(await booting);
  }

  keep(booting: Promise<SandboxProcess>): void {
    this.#warm.push(booting);
    const forget = () => {
      const index = this.#warm.indexOf(booting);
      if (index >= 0) this.#warm.splice(index, 1);
    };
    booting.then((booted) => (booted.exit ? forget() : booted.once('exit', forget)), forget);
  }

  /** `unhurried`: nobody waits for it. */
  boot(connections: number, pace?: 'unhurried'): Promise<SandboxProcess> {
    const booting = this.#begin(connections, pace);
    this.#booting.add(booting);
    const forget = () => this.#booting.delete(booting);
    booting.then(forget, forget);
    return booting;
  }

  /** When no boot is under way: until then its program may still write to the folder. Never rejects. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#booting);
  }

  async #begin(connections: number, pace?: 'unhurried'): Promise<SandboxProcess> {
    this.#program ??= this.runtime.program(this.#parts.folder);
    try {
      const program = await this.#program;
      const environment = pace ? { ...program.environment, ...program.unhurried } : program.environment;
      return await this.#parts.start({ ...program, environment }, connections);
    } catch (failure) {
      // What is missing may be there the next time.
      this.#program = undefined;
      throw failure;
    }
  }
}

/** A safety net for a process that hangs while it boots; it is no part of a run, and decides nothing about a handler. */
export async function isReady(booted: SandboxProcess): Promise<boolean> {
  const impatience = setTimeout(() => void booted.dispose(), BOOT_MS);
  const ready = await booted.ready();
  clearTimeout(impatience);
  return ready;
}
