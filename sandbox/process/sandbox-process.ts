/**
 * One sandbox process, from the workshop's side: a thin shell around the child process that speaks in messages.
 *
 * It is used for one run and never again. `dispose` ends it, whatever it is doing.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { sandboxCommand } from './command.ts';
import type { FromProcess, ToProcess } from './messages.ts';

export interface Exit {
  code: number | null;
  signal: string | null;
}

interface Events {
  message: [FromProcess];
  /** What the process wrote past its own capture: the runtime's last words. */
  raw: [string];
  exit: [Exit];
}

export class SandboxProcess extends EventEmitter<Events> {
  readonly #child: ChildProcess;
  #exit: Exit | undefined;
  readonly #ready: Promise<boolean>;

  /** `folder` is the empty folder in which it starts. */
  constructor(harness: string, folder: string) {
    super();
    const { file, args, env } = sandboxCommand(harness);
    this.#child = spawn(file, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'], windowsHide: true });
    this.#child.on('message', (message) => this.emit('message', message as FromProcess));
    this.#child.on('error', () => this.#exited({ code: null, signal: null }));
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => this.emit('raw', text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.emit('raw', text));
    this.#child.stdio[4]?.on('error', () => {});
    // `close`, not `exit`: only then has everything that it wrote been read.
    this.#child.on('close', (code, signal) => this.#exited({ code, signal }));
    this.#ready = this.#becomesReady();
  }

  get exit(): Exit | undefined {
    return this.#exit;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves to false when it ended before it was ready. */
  ready(): Promise<boolean> {
    return this.#ready;
  }

  send(message: ToProcess, socket?: Socket): void {
    if (this.#exit || !this.#child.connected) {
      socket?.destroy();
      return;
    }
    this.#child.send(message, socket, { keepOpen: false }, () => {});
  }

  /** Lets a blocking wait end. */
  release(): void {
    (this.#child.stdio[4] as Writable | null)?.write('\n');
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async dispose(): Promise<void> {
    if (this.#exit) return;
    const gone = once(this, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
  }

  async #becomesReady(): Promise<boolean> {
    return new Promise((resolve) => {
      this.once('message', () => resolve(true));
      this.once('exit', () => resolve(false));
    });
  }

  #exited(exit: Exit): void {
    if (this.#exit) return;
    this.#exit = exit;
    this.emit('exit', exit);
  }
}
