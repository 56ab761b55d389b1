/** A sandbox process as the probe's peer: connections handed over as descriptors, rest and time over the process's channel. */
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Peer, Rested } from '../probe/peer.ts';
import type { Recorder } from '../timeline/recorder.ts';
import type { ConnectionProgress, Progress, SourceLocation, Writer } from '../timeline/testimony.ts';
import type { Stats } from '../timeline/timeline.ts';
import type { RuntimeWords } from './hosted.ts';
import type { FromProcess } from './messages.ts';
import type { SandboxProcess } from './sandbox-process.ts';

type ByNumber = ReadonlyMap<number, ConnectionProgress>;

/** An answer, and how far each connection had come when it was given: what follows it on the channel is later. */
interface Answer {
  message: FromProcess;
  reach: ByNumber;
}

type Blocked = Extract<FromProcess, { type: 'blocked' }>;

export interface PeerWords extends Pick<RuntimeWords, 'explainError'> {
  /** The learner's place for a place in the code that runs. Without it nobody is told which line has sent what. */
  locate?(running: SourceLocation): SourceLocation | undefined;
}

export class ProcessPeer implements Peer {
  readonly #process: SandboxProcess;
  readonly #recorder: Recorder;
  readonly #explainError: RuntimeWords['explainError'];
  readonly #locate: PeerWords['locate'];
  readonly #waiting = new Map<number, (answer: Answer | undefined) => void>();
  #blocked: Blocked | undefined;
  #ticket = 0;
  #ended = false;
  readonly #onEnd: (() => void)[] = [];
  /** The scenario's names of the connections, by number. A name may be there twice: the later one is open. */
  readonly #names: string[] = [];
  /** How far each connection has come, by number. Never changed, but made anew: testimony keeps the one of its moment. */
  #reach: ByNumber = new Map();

  constructor(process: SandboxProcess, recorder: Recorder, { explainError, locate }: PeerWords) {
    this.#explainError = explainError;
    this.#locate = locate;
    this.#process = process;
    this.#recorder = recorder;
    process.on('message', (message) => this.#take(message));
  }

  get gone(): boolean {
    return this.#ended;
  }

  /** Whoever waits for the process waits no longer. */
  end(): void {
    this.#ended = true;
    for (const tell of this.#onEnd.splice(0)) tell();
    for (const [ticket, answer] of [...this.#waiting]) {
      this.#waiting.delete(ticket);
      answer(undefined);
    }
  }

  onEnd(tell: () => void): void {
    if (this.#ended) tell();
    else this.#onEnd.push(tell);
  }

  connect(name: string): Socket | undefined {
    const connected = this.#ended ? undefined : this.#process.connect();
    if (!connected) return undefined;
    this.#names[connected.number] = name;
    return connected.probe;
  }

  async rest(untilMs?: number): Promise<Rested | undefined> {
    const blocked = this.#blocked;
    if (!blocked) return this.#askToRest(untilMs);
    // A turn of the event loop: what has come meanwhile is seen, and nobody who asks again and again keeps others from their turn.
    await setImmediate();
    if (this.#ended) return undefined;
    if (untilMs === undefined) return this.#restedWhileBlocked(blocked, blocked.nowMs);
    if (blocked.untilMs > untilMs) return this.#restedWhileBlocked(blocked, untilMs);
    this.#blocked = undefined;
    this.#process.release();
    return this.#askToRest(undefined);
  }

  async stats(): Promise<Stats | undefined> {
    if (this.#blocked) return undefined;
    const answer = await this.#ask((ticket) => ({ type: 'stats', ticket }));
    return answer?.message.type === 'stats' ? answer.message.stats : undefined;
  }

  signal(signal: 'SIGTERM' | 'SIGINT'): void {
    this.#process.signal(signal);
  }

  async #askToRest(untilMs: number | undefined): Promise<Rested | undefined> {
    const answer = await this.#ask((ticket) => ({ type: 'rest', ticket, untilMs }));
    if (answer?.message.type === 'blocked') return this.#restedWhileBlocked(answer.message, answer.message.nowMs);
    if (answer?.message.type !== 'rested') return undefined;
    const { nowMs, nextMs } = answer.message;
    return { nowMs, nextMs, progress: this.#byName(answer.reach) };
  }

  #ask(message: (ticket: number) => Parameters<SandboxProcess['send']>[0]): Promise<Answer | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    const ticket = ++this.#ticket;
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve);
      this.#process.send(message(ticket));
    });
  }

  #take(message: FromProcess): void {
    if ('progress' in message) this.#came(message.progress);
    if ('writers' in message) this.#name(message.writers ?? []);
    if (message.type === 'told') this.#tell(message);
    else if (message.type === 'blocked') this.#block(message);
    else if (message.type === 'rested' || message.type === 'stats') this.#answer(message.ticket, message);
  }

  #came(progress: Progress): void {
    const moved = Object.entries(progress).filter(([number]) => Number(number) < this.#names.length);
    if (moved.length === 0) return;
    const reach = new Map(this.#reach);
    for (const [number, came] of moved) {
      reach.set(Number(number), came);
      this.#recorder.toldWriters(Number(number), came.written);
    }
    this.#reach = reach;
  }

  #name(writers: readonly Writer[]): void {
    for (const { connection, from, at } of writers)
      if (this.#locate && Number(connection) < this.#names.length) this.#recorder.writer(Number(connection), from, at && this.#locate(at));
  }

  #tell({ fact, connection, nowMs }: Extract<FromProcess, { type: 'told' }>): void {
    if ('error' in fact) fact.error.means ??= this.#explainError(fact.error);
    this.#recorder.process(fact, connection === undefined ? undefined : this.#names[Number(connection)], {
      nowMs,
      reach: this.#reach,
    });
  }

  #restedWhileBlocked({ untilMs }: Blocked, nowMs: number): Rested {
    return { nowMs, progress: this.#byName(this.#reach), blockedUntilMs: untilMs };
  }

  #byName(reach: ByNumber): Rested['progress'] {
    const named: Rested['progress'] = {};
    for (const [number, name] of this.#names.entries()) {
      const came = reach.get(number);
      if (came) named[name] = came;
      else delete named[name]; // The process has not taken this one yet, whatever it says of an earlier one of that name.
    }
    return named;
  }

  /** Nobody in there can answer now: all who wait learn of it instead. */
  #block(message: Blocked): void {
    this.#blocked = message;
    for (const ticket of [...this.#waiting.keys()]) this.#answer(ticket, message);
  }

  #answer(ticket: number, message: FromProcess): void {
    const answer = this.#waiting.get(ticket);
    this.#waiting.delete(ticket);
    answer?.({ message, reach: this.#reach });
  }
}
