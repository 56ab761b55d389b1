/**
 * One sandbox process, from the workshop's side: a thin shell around the child process that speaks in messages.
 *
 * It is used for one run and never again. `dispose` ends it, whatever it is doing. Its connections are made before it starts and
 * inherited as descriptors. Node's own process channel is not used: learner code can reach its descriptor, and one malformed line
 * on it is an uncaught exception in the workshop (measured on Node 26.10).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { Duplex, Readable } from 'node:stream';
import type { Command, Exit } from '../isolation/command.ts';
import { COMMAND_FD, FIRST_CONNECTION_FD, RELEASE_FD, TELL_FD } from '../system/descriptors.ts';
import { killGroup } from '../system/kill-group.ts';
import { MemoryPoll } from '../system/memory-poll.ts';
import { threadsOf, workshopMs } from '../system/processor-time.ts';
import type { SocketPair } from '../system/sockets.ts';
import { Stopwatch } from '../system/stopwatch.ts';
import { Intake, oneStep, type Steps } from './intake.ts';
import type { FromProcess, ToProcess } from './messages.ts';
import { ToldLines } from './told-lines.ts';

interface Events {
  message: [FromProcess];
  /** What the process wrote past its own capture: the runtime's last words. */
  raw: [string];
  /** Something that is no message came on the channel: the process was ended. */
  abused: [];
  exit: [Exit];
  /** The workshop failed with what it sent: the process was ended. */
  fault: [unknown];
}

export interface SandboxProcessParts {
  command: Command;
  /** The empty folder in which it starts. */
  folder: string;
  pairs: SocketPair[];
  /** Descriptors that the workshop itself inherited, and that must not go on: they become /dev/null. */
  inherited?: readonly number[];
}

const PIPES = ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'] as const;

export class SandboxProcess extends EventEmitter<Events> {
  /** For whatever handles what it sends. */
  readonly intake = new Intake((fault) => this.#failed(fault));
  readonly #child: ChildProcess;
  readonly #command: Command;
  readonly #pairs: SocketPair[];
  #given = 0;
  #unsent = '';
  /** Since it was given a handler. */
  #stopwatch: Stopwatch | undefined;
  #exit: Exit | undefined;
  readonly #ready: Promise<boolean>;
  readonly #gone = Promise.withResolvers<void>();

  constructor({ command, folder, pairs, inherited = [] }: SandboxProcessParts) {
    super();
    this.#command = command;
    this.#pairs = pairs;
    const filter = command.filter === undefined ? undefined : openSync(command.filter, 'r');
    this.#child = spawn(command.file, command.args, {
      cwd: folder,
      env: command.env,
      stdio: this.#descriptors(inherited, filter),
      windowsHide: true,
      detached: process.platform !== 'win32',
    });
    if (filter !== undefined) closeSync(filter);
    if (command.handOver === 'inherit') for (const { handler } of pairs) handler.destroy();
    this.#child.on('error', () => this.#exited({ code: null, signal: null }));
    for (const stream of [this.#child.stdout, this.#child.stderr]) this.#read(stream, (text) => oneStep(() => this.emit('raw', text)));
    for (const stream of this.#child.stdio) stream?.on('error', () => {});
    this.#listen();
    // `close`, not `exit`: only then has everything that it wrote been read.
    this.#child.on('close', (code, signal) => this.#exited(command.exit({ code, signal })));
    this.#ready = this.#becomesReady();
  }

  get exit(): Exit | undefined {
    return this.#exit;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Calls back when it holds so much more than now; the result ends that. undefined where its runtime cannot be found. */
  pollMemory(maxBytes: number, onExceeded: () => unknown): { stop(): void } | undefined {
    const pid = this.#command.runtimePid(this.pid);
    const contained = this.intake.contain(onExceeded);
    return pid === undefined ? undefined : new MemoryPoll({ question: this.#command.memory, pid, maxBytes, onExceeded: contained });
  }

  /** Resolves to false when it ended before it was ready. */
  ready(): Promise<boolean> {
    return this.#ready;
  }

  /** How long it has been busy with what it was asked, in milliseconds; see `Stopwatch`. */
  busyMs(): number {
    return this.#stopwatch?.busyMs() ?? 0;
  }

  /** The same since it owed nothing; see `Stopwatch`. */
  busyNowMs(): number {
    return this.#stopwatch?.busyNowMs() ?? 0;
  }

  send(message: ToProcess): void {
    if ('ticket' in message) this.#stopwatch?.owes(message.ticket);
    else if (message.type === 'load') this.#startWatch();
    if (this.#unsent === '') process.nextTick(() => this.#sendAll());
    this.#unsent += `${JSON.stringify(message)}\n`;
  }

  /** What is sent in one turn goes in one write: each of them wakes the process. */
  #sendAll(): void {
    if (!this.#exit) this.#pipe(COMMAND_FD)?.write(this.#unsent);
    this.#unsent = '';
  }

  /** Gives it the next connection, and the probe the other end; undefined when there is none left. Numbers count from 0. */
  connect(): { probe: Socket; number: number } | undefined {
    const number = this.#given;
    const pair = this.#pairs[number];
    if (!pair) return undefined;
    this.#given += 1;
    const name = String(number);
    if (this.#command.handOver === 'inherit') this.send({ type: 'connection', name, fd: FIRST_CONNECTION_FD + number });
    else this.#child.send({ type: 'connection', name } satisfies ToProcess, pair.handler, { keepOpen: false }, () => {});
    return { probe: pair.probe, number };
  }

  /** What it waited before, at its boot, is not the handler's. */
  #startWatch(): void {
    const runtime = this.#command.runtimePid(this.pid);
    this.#stopwatch = new Stopwatch({ threads: () => threadsOf([runtime]), workshopMs });
    this.#stopwatch.owes('load');
  }

  /** Lets a blocking wait end. */
  release(): void {
    this.#pipe(RELEASE_FD)?.write('\n');
  }

  /** Signals the runtime itself, wherever it is below the process that was started. */
  signal(signal: NodeJS.Signals): void {
    if (this.#exit) return;
    const inner = this.#command.runtimePid(this.#child.pid);
    if (signal === 'SIGKILL') killGroup(this.#child);
    else if (inner === undefined || inner === this.#child.pid) this.#child.kill(signal);
    else signalQuietly(inner, signal);
  }

  async dispose(): Promise<void> {
    for (const { probe, handler } of this.#pairs.slice(this.#given)) {
      probe.destroy();
      handler.destroy();
    }
    if (this.#exit) return;
    killGroup(this.#child);
    // bubblewrap's child survives when its parent is killed just before it asks to die with it, in a session of its own (0.8.0). It
    // has no handler yet: the harness ends itself when nobody can command it any more.
    this.#pipe(COMMAND_FD)?.destroy();
    await this.#gone.promise;
  }

  #descriptors(inherited: readonly number[], filter: number | undefined) {
    const channel = this.#command.handOver === 'inherit' ? this.#pairs.map(({ handler }) => handler) : (['ipc'] as const);
    const ours: ('ignore' | 'pipe' | 'ipc' | number | Socket)[] = [...PIPES, filter ?? 'ignore', ...channel];
    const last = Math.max(0, ...inherited);
    while (ours.length <= last) ours.push('ignore');
    return ours;
  }

  /** Node's types know five of them; there are as many as were asked for. */
  #pipe(fd: number): Duplex | undefined {
    return (this.#child.stdio as unknown as (Duplex | undefined)[])[fd];
  }

  #listen(): void {
    const told = this.#pipe(TELL_FD);
    const lines = new ToldLines({ onMessage: (message) => this.#came(message), onAbuse: () => this.#abused() });
    this.#read(told, (text) => lines.take(text));
    // It has ended, or the handler has closed the descriptor: then it is asked to leave, since it can tell nothing more.
    told?.on('end', () => this.#later(() => this.send({ type: 'leave' })));
  }

  /** In order and in steps, while the stream waits: it brings no more than is taken in. */
  #read(stream: Readable | null | undefined, take: (text: string) => Steps): void {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      this.intake.add(take(text));
      if (this.intake.isIdle) return;
      stream.pause();
      this.intake.onceIdle(() => stream.resume());
    });
  }

  /** After all that it has sent so far. */
  #later(act: () => void): void {
    this.intake.add(oneStep(act));
  }

  #came(message: FromProcess): void {
    if ('ticket' in message) this.#stopwatch?.answered(message.ticket);
    else if (message.type === 'loaded') this.#stopwatch?.answered('load');
    else if (message.type === 'blocked') this.#stopwatch?.blocked();
    this.emit('message', message);
  }

  #abused(): void {
    this.emit('abused');
    killGroup(this.#child);
  }

  #failed(fault: unknown): void {
    this.emit('fault', fault);
    killGroup(this.#child);
  }

  #becomesReady(): Promise<boolean> {
    return new Promise((resolve) => {
      this.once('message', () => resolve(true));
      this.once('exit', () => resolve(false));
    });
  }

  #exited(exit: Exit): void {
    this.#gone.resolve();
    this.#later(() => {
      if (this.#exit) return;
      this.#exit = exit;
      this.emit('exit', exit);
    });
  }
}

/** It may have ended between finding it and signalling it. */
function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {}
}
