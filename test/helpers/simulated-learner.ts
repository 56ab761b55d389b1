/** A learner without a browser: real requests and a real control channel, at a human pace, through restarts of the workshop. */
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { BrowserMessage, DraftView, WorkshopMessage, WorkView } from '../../web/protocol.ts';

export interface Task {
  step: string;
  dialect: Dialect;
  starter: string;
  /** The verdict that is stated for the starter. */
  fails: string;
  solution: string;
}

export interface Pace {
  /** Between two attempts, in the mean, in milliseconds. */
  thinkMs: number;
  /** A line on which nothing is heard for so long is dead, in milliseconds; as the page has it when not given. */
  silentMs?: number;
  random(): number;
}

/** What was promised to this learner, and whether it was told the truth. */
export interface Account {
  verdicts: number;
  wrong: string[];
  /** The newest draft that was acknowledged, by step and dialect. */
  acknowledged: Map<string, { revision: number; text: string }>;
  solved: Set<string>;
}

const SILENT_MS = 25_000;
/** As the page does: soon, then later, and each at another time. */
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 2_000;

export class SimulatedLearner {
  readonly account: Account = { verdicts: 0, wrong: [], acknowledged: new Map(), solved: new Set() };
  readonly name: string;
  readonly #address: string;
  readonly #pace: Pace;
  #cookie = '';
  #socket: WebSocket | undefined;
  #run = 0;
  #isOver = false;
  #open: Promise<void> = Promise.resolve();
  readonly #waiting = new Map<string, { resolve(message: WorkshopMessage): void; reject(why: Error): void }>();
  /** Called with each verdict, when it came: how many this learner has on the step. */
  onVerdict: (step: string, attempts: number) => void = () => {};
  readonly #attempts = new Map<string, number>();

  /** `address` is the workshop's origin. */
  constructor(name: string, address: string, pace: Pace) {
    this.name = name;
    this.#address = address;
    this.#pace = pace;
  }

  get #silentMs(): number {
    return this.#pace.silentMs ?? SILENT_MS;
  }

  async join(code: string): Promise<void> {
    const response = await fetch(`${this.#address}/api/room/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-socket-clinic': '1' },
      body: JSON.stringify({ code, name: this.name }),
    });
    if (!response.ok) throw new Error(`${this.name} could not join: ${await response.text()}`);
    this.#cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await response.arrayBuffer();
    await this.connect();
  }

  /** Resolves with the workshop's first word. */
  connect(): Promise<void> {
    this.#open = this.#connectUntilOpen();
    return this.#open;
  }

  get opened(): Promise<void> {
    return this.#open;
  }

  /** Each step wrong, then right. */
  async work(tasks: readonly Task[]): Promise<void> {
    for (const task of tasks) {
      await this.#get(`/api/steps/${task.step}`);
      await this.#send({ type: 'at', step: task.step, dialect: task.dialect });
      await this.#attempt(task, `${task.starter}\n`, task.fails);
      await this.#attempt(task, `${task.solution}\n`, 'working');
    }
  }

  /** What was acknowledged, and is not there, as sentences. */
  async missing(): Promise<string[]> {
    const missing: string[] = [];
    for (const [key, { revision, text }] of this.account.acknowledged) {
      const { draft } = (await this.#get(`/api/drafts/${key.replace(' ', '/')}`)) as DraftView;
      if (!draft || draft.revision < revision || draft.text !== text)
        missing.push(`${this.name}: the draft of ${key} is not revision ${revision}`);
    }
    const { solved } = (await this.#get('/api/work')) as WorkView;
    const keys = solved.map(({ step, dialect }) => `${step} ${dialect}`);
    for (const key of this.account.solved) if (!keys.includes(key)) missing.push(`${this.name}: ${key} is not solved`);
    return missing;
  }

  leave(): void {
    this.#isOver = true;
    this.#socket?.terminate();
  }

  /** What was not answered when the line went is asked again once it is back. */
  async #attempt({ step, dialect }: Task, text: string, expected: string): Promise<void> {
    await pause(-Math.log(1 - this.#pace.random()) * this.#pace.thinkMs);
    const key = `${step} ${dialect}`;
    while (true) {
      try {
        const base = this.account.acknowledged.get(key)?.revision ?? 0;
        const kept = await this.#ask({ type: 'keep', step, dialect, base, text }, ['kept', 'draft', 'keep-failed']);
        if (kept.type === 'kept') this.account.acknowledged.set(key, { revision: kept.revision, text });
        // The acknowledgement was lost with the line, and the draft was not.
        else if (kept.type === 'draft') this.account.acknowledged.set(key, kept.draft);
        this.#run += 1;
        const finished = await this.#ask(
          { type: 'run', run: this.#run, step, dialect, source: text },
          ['finished', 'sandbox-error'],
          this.#run,
        );
        if (finished.type !== 'finished') throw new Error(JSON.stringify(finished));
        const { kind } = finished.report.verdict;
        this.account.verdicts += 1;
        this.#attempts.set(step, (this.#attempts.get(step) ?? 0) + 1);
        this.onVerdict(step, this.#attempts.get(step) ?? 0);
        if (kind !== expected) this.account.wrong.push(`${this.name}: ${key} is ${kind}, and not ${expected}`);
        if (kind === 'working') this.account.solved.add(key);
        return;
      } catch (failure) {
        if (!(failure instanceof LineLost)) throw failure;
        await this.#open;
      }
    }
  }

  async #ask(message: BrowserMessage, types: WorkshopMessage['type'][], run?: number): Promise<WorkshopMessage> {
    await this.#open;
    const key = run === undefined ? types.join() : `${types.join()} ${run}`;
    const answer = new Promise<WorkshopMessage>((resolve, reject) => this.#waiting.set(key, { resolve, reject }));
    this.#socket?.send(JSON.stringify(message));
    return answer;
  }

  async #send(message: BrowserMessage): Promise<void> {
    await this.#open;
    this.#socket?.send(JSON.stringify(message));
  }

  async #get(path: string): Promise<unknown> {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      const asked = { headers: { cookie: this.#cookie }, signal: AbortSignal.timeout(this.#silentMs) };
      const response = await fetch(this.#address + path, asked).catch(() => undefined);
      const body = await response?.text().catch(() => undefined);
      if (response?.ok && body !== undefined) return JSON.parse(body);
      if (response) throw new Error(`${path} was answered ${response.status}: ${body}`);
      await pause(waitMs * (0.5 + this.#pace.random()));
    }
  }

  async #connectUntilOpen(): Promise<void> {
    for (let waitMs = FIRST_WAIT_MS; !this.#isOver; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      if (await this.#tryToConnect()) return;
      await pause(waitMs * (0.5 + this.#pace.random()));
    }
  }

  #tryToConnect(): Promise<boolean> {
    const socket = new WebSocket(`${this.#address.replace(/^http/, 'ws')}/control`, { headers: { cookie: this.#cookie } });
    this.#socket = socket;
    return new Promise((resolve) => {
      let isOpen = false;
      let silence = setTimeout(() => socket.terminate(), this.#silentMs);
      socket.on('error', () => resolve(false));
      socket.on('message', (data) => {
        clearTimeout(silence);
        silence = setTimeout(() => socket.terminate(), this.#silentMs);
        const message = JSON.parse(String(data)) as WorkshopMessage;
        if (message.type === 'hello') {
          isOpen = true;
          resolve(true);
        }
        this.#take(message);
      });
      socket.on('close', () => {
        clearTimeout(silence);
        resolve(false);
        if (isOpen && !this.#isOver) this.#lineLost();
      });
    });
  }

  #lineLost(): void {
    void this.connect();
    for (const { reject } of this.#waiting.values()) reject(new LineLost());
    this.#waiting.clear();
  }

  #take(message: WorkshopMessage): void {
    for (const [key, { resolve }] of this.#waiting) {
      const [types = '', run] = key.split(' ');
      if (!types.split(',').includes(message.type)) continue;
      if (run !== undefined && !('run' in message && message.run === Number(run))) continue;
      this.#waiting.delete(key);
      resolve(message);
      return;
    }
  }
}

class LineLost extends Error {}
