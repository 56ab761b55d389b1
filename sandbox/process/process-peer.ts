/** A sandbox process as the probe's peer: connections handed over as descriptors, rest and time over the process's channel. */
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Peer, Rested } from '../probe/peer.ts';
import type { RuntimeWords } from '../runtimes/runtime.ts';
import type { Reach, Recorder } from '../timeline/recorder.ts';
import type { Stats } from '../timeline/timeline.ts';
import type { FromProcess, Progress } from './messages.ts';
import type { SandboxProcess } from './sandbox-process.ts';

type Blocked = Extract<FromProcess, { type: 'blocked' }>;

export class ProcessPeer implements Peer {
  readonly #process: SandboxProcess;
  readonly #recorder: Recorder;
  readonly #explainError: RuntimeWords['explainError'];
  readonly #waiting = new Map<number, (message: FromProcess | undefined) => void>();
  #blocked: Blocked | undefined;
  #ticket = 0;
  #ended = false;
  readonly #onEnd: (() => void)[] = [];
  /** The scenario's names of the connections, by number. A name may be there twice: the later one is open. */
  readonly #names: string[] = [];

  constructor(process: SandboxProcess, recorder: Recorder, { explainError }: Pick<RuntimeWords, 'explainError'>) {
    this.#explainError = explainError;
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
    return answer?.type === 'stats' ? answer.stats : undefined;
  }

  signal(signal: 'SIGTERM' | 'SIGINT'): void {
    this.#process.signal(signal);
  }

  async #askToRest(untilMs: number | undefined): Promise<Rested | undefined> {
    const answer = await this.#ask((ticket) => ({ type: 'rest', ticket, untilMs }));
    if (answer?.type === 'blocked') return this.#restedWhileBlocked(answer, answer.nowMs);
    return answer?.type === 'rested' ? { nowMs: answer.nowMs, progress: this.#byName(answer.progress) } : undefined;
  }

  #ask(message: (ticket: number) => Parameters<SandboxProcess['send']>[0]): Promise<FromProcess | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    const ticket = ++this.#ticket;
    return new Promise((resolve) => {
      this.#waiting.set(ticket, resolve);
      this.#process.send(message(ticket));
    });
  }

  #take(message: FromProcess): void {
    if (message.type === 'told') this.#tell(message);
    else if (message.type === 'blocked') this.#block(message);
    else if (message.type === 'rested' || message.type === 'stats') this.#answer(message.ticket, message);
  }

  #tell({ fact, connection, nowMs, progress }: Extract<FromProcess, { type: 'told' }>): void {
    if ('error' in fact) fact.error.means ??= this.#explainError(fact.error);
    this.#recorder.process(fact, connection === undefined ? undefined : this.#names[Number(connection)], {
      nowMs,
      reach: reachOf(progress),
    });
  }

  #restedWhileBlocked({ progress, untilMs }: Blocked, nowMs: number): Rested {
    return { nowMs, progress: this.#byName(progress), blockedUntilMs: untilMs };
  }

  #byName(progress: Progress): Rested['progress'] {
    const named: Rested['progress'] = {};
    for (const [number, name] of this.#names.entries()) {
      const came = progress[number];
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
    answer?.(message);
  }
}

function reachOf(progress: Progress): Reach {
  return new Map(Object.entries(progress).map(([number, came]) => [Number(number), came]));
}
