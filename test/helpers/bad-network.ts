/** Networks for a test: machines of their own, and a relay between them that does what bad networks do. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Whether this account may make networks here: Linux, root, and `ip`. */
export const CAN_MAKE_NETWORKS =
  process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('ip', ['netns', 'list']).status === 0;

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: 'pipe' });

/** A machine with one link to this one. Both ends have an address of a network of their own. */
export class Machine implements Disposable {
  readonly name: string;
  readonly #link: string;
  /** This machine's end. */
  readonly here: string;

  /** `number` from 0 to 250 tells it apart from others on this machine. */
  constructor(number: number) {
    this.name = `clinic-${process.pid}-${number}`;
    this.#link = `cl${process.pid % 100_000}n${number}`;
    this.here = `10.213.${number}.1`;
    ip('netns', 'add', this.name);
    ip('link', 'add', this.#link, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.name);
    ip('addr', 'add', `${this.here}/24`, 'dev', this.#link);
    ip('link', 'set', this.#link, 'up');
    ip('-n', this.name, 'addr', 'add', `10.213.${number}.2/24`, 'dev', 'eth0');
    ip('-n', this.name, 'link', 'set', 'eth0', 'up');
    ip('-n', this.name, 'route', 'add', 'default', 'via', this.here);
  }

  /** The words that run a program there. */
  inside(file: string, ...args: string[]): [string, string[]] {
    return ['ip', ['netns', 'exec', this.name, file, ...args]];
  }

  /** No packet gets through any longer, and nobody is told. */
  loseLink(): void {
    ip('link', 'set', this.#link, 'down');
  }

  findLink(): void {
    ip('link', 'set', this.#link, 'up');
    ip('-n', this.name, 'route', 'replace', 'default', 'via', this.here);
  }

  [Symbol.dispose](): void {
    spawnSync('ip', ['link', 'del', this.#link]);
    spawnSync('ip', ['netns', 'del', this.name]);
  }
}

interface Passing {
  near: Socket;
  far: Socket;
  timers: Set<NodeJS.Timeout>;
  /** Everything that comes is swallowed, and nobody is told. */
  isHalfOpen: boolean;
}

/** Carries bytes between whoever connects and a port of this machine, late. */
export class Relay implements AsyncDisposable {
  readonly #server: Server;
  readonly #passing = new Set<Passing>();
  readonly #delayMs: number;
  /** The port behind it; set before anybody connects. */
  target = 0;
  #stalledUntilMs = 0;

  private constructor(delayMs: number) {
    this.#delayMs = delayMs;
    this.#server = createServer((near) => this.#pass(near));
  }

  static async open(address: string, delayMs: number): Promise<Relay> {
    const relay = new Relay(delayMs);
    relay.#server.listen(0, address);
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.#passing.size;
  }

  /** For so long nothing gets through; then all of it does. */
  stall(ms: number): void {
    this.#stalledUntilMs = performance.now() + ms;
  }

  /** Ends every connection as a broken cable with a router behind it does: with a reset. */
  cut(): void {
    for (const { near, far } of this.#passing) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }

  /** Those that are open now stay so, and carry nothing any more. */
  halfOpen(): void {
    for (const each of this.#passing) each.isHalfOpen = true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #pass(near: Socket): void {
    const far = connect(this.target, '127.0.0.1');
    const passing: Passing = { near, far, timers: new Set(), isHalfOpen: false };
    this.#passing.add(passing);
    this.#carry(passing, near, far);
    this.#carry(passing, far, near);
    const end = () => {
      this.#passing.delete(passing);
      for (const timer of passing.timers) clearTimeout(timer);
      near.destroy();
      far.destroy();
    };
    near.once('close', end);
    far.once('close', end);
  }

  /** In order: what comes later never arrives sooner. */
  #carry(passing: Passing, from: Socket, to: Socket): void {
    let dueMs = 0;
    const later = (act: () => void) => {
      if (passing.isHalfOpen) return;
      const nowMs = performance.now();
      dueMs = Math.max(dueMs, nowMs + this.#delayMs, this.#stalledUntilMs);
      const timer = setTimeout(() => {
        passing.timers.delete(timer);
        if (!passing.isHalfOpen) act();
      }, dueMs - nowMs);
      passing.timers.add(timer);
    };
    from.on('error', () => {});
    from.on('data', (bytes) => later(() => void to.write(bytes)));
    from.on('end', () => later(() => void to.end()));
  }
}
