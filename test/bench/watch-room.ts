/** What a bench watches of a room: how far the board is behind, and what the workshop's own process holds. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import type { WorkshopMessage } from '../../web/protocol.ts';

const LOOK_MS = 500;

/** A verdict that a learner has, and no board has shown yet. */
interface Expected {
  name: string;
  step: string;
  attempts: number;
  sinceMs: number;
}

export class BoardWatch {
  readonly #behindMs: number[] = [];
  #expected: Expected[] = [];
  #verdicts = 0;
  #wake: () => void = () => {};
  #socket: WebSocket | undefined;

  /** Again after each start of the workshop; what was expected of the one before is not counted. */
  async open({ address }: { address: string }, cookie: string): Promise<void> {
    this.#expected = [];
    this.#socket?.terminate();
    const socket = new WebSocket(`${address.replace(/^http/, 'ws')}/control`, { headers: { cookie } });
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as WorkshopMessage));
    await once(socket, 'open');
  }

  /** From here on the board is behind until it shows so many attempts of this learner on this step. */
  expect(name: string, step: string, attempts: number): void {
    this.#verdicts += 1;
    this.#expected.push({ name, step, attempts, sinceMs: performance.now() });
    this.#wake();
  }

  async verdicts(count: number): Promise<void> {
    await this.#until(() => this.#verdicts >= count);
  }

  /** Everything that was expected has been shown. */
  async settled(): Promise<void> {
    await this.#until(() => this.#expected.length === 0);
  }

  behind(): string {
    const sorted = this.#behindMs.toSorted((one, other) => one - other);
    const at = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? 0);
    return `${at(0.5)} ms, ${at(1)} ms (of ${sorted.length})`;
  }

  close(): void {
    this.#socket?.terminate();
  }

  #take(message: WorkshopMessage): void {
    if (message.type !== 'board') return;
    const lines = new Map(message.board.learners.map((line) => [line.name, line]));
    const nowMs = performance.now();
    this.#expected = this.#expected.filter(({ name, step, attempts, sinceMs }) => {
      const line = lines.get(name);
      // On another step, it has gone on.
      if (!line || (line.step === step && line.attempts < attempts)) return true;
      this.#behindMs.push(nowMs - sinceMs);
      return false;
    });
    this.#wake();
  }

  async #until(holds: () => boolean): Promise<void> {
    while (!holds())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}

export class MemoryWatch {
  mostBytes = 0;
  readonly #timer: NodeJS.Timeout;

  /** Of that one process, and none that it has started. */
  constructor(pid: () => number) {
    this.#timer = setInterval(() => {
      this.mostBytes = Math.max(this.mostBytes, residentBytes(pid()));
    }, LOOK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
