/** A browser tab's end of the control channel. */
import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { type ClientOptions, WebSocket } from 'ws';
import type { PreparationState } from '../../sandbox/index.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { BrowserMessage, WorkshopMessage } from '../../web/protocol.ts';
import type { Workshop } from '../../web/server/main.ts';
import { cookieOf } from './workshop.ts';

export interface Door {
  port: number;
  guard: Pick<Workshop['guard'], 'cookieName' | 'token'>;
}
type Message<T extends WorkshopMessage['type']> = Extract<WorkshopMessage, { type: T }>;

export class Tab implements AsyncDisposable {
  readonly messages: WorkshopMessage[] = [];
  readonly #socket: WebSocket;

  constructor(door: Door, options: ClientOptions = {}) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${door.port}/control`, { headers: { cookie: cookieOf(door) }, ...options });
    this.#socket.on('message', (data) => this.messages.push(JSON.parse(String(data)) as WorkshopMessage));
    this.#socket.on('error', () => {});
  }

  send(message: BrowserMessage): void {
    this.#socket.send(JSON.stringify(message));
  }

  run(run: number, step: string, source: string, dialect: Dialect = 'async'): void {
    this.send({ type: 'run', run, step, dialect, source });
  }

  stop(run: number): void {
    this.send({ type: 'stop', run });
  }

  /** What it was told about FastAPI, so far. */
  states(): PreparationState['state'][] {
    return this.messages.flatMap((message) => (message.type === 'fastapi' ? [message.fastapi.state] : []));
  }

  /** The state of this kind that it was told first, or at its n-th time, whether it came already or comes. */
  async fastapi(kind: PreparationState['state'], time = 1): Promise<PreparationState> {
    while (true) {
      const told = this.messages.flatMap((message) => (message.type === 'fastapi' ? [message.fastapi] : []));
      const found = told.filter(({ state }) => state === kind)[time - 1];
      if (found) return found;
      await once(this.#socket, 'message');
    }
  }

  /** The first message of this type for this run, whether it came already or comes. */
  async message<T extends WorkshopMessage['type']>(type: T, run?: number): Promise<Message<T>> {
    while (true) {
      const found = this.messages.find(
        (message) => message.type === type && (run === undefined || ('run' in message && message.run === run)),
      );
      if (found) return found as Message<T>;
      await once(this.#socket, 'message');
    }
  }

  /** The first message for which this holds, whether it came already or comes. */
  async find<T extends WorkshopMessage>(
    is: ((message: WorkshopMessage) => message is T) | ((message: WorkshopMessage) => boolean),
  ): Promise<T> {
    while (true) {
      const found = this.messages.find(is);
      if (found) return found as T;
      await once(this.#socket, 'message');
    }
  }

  /** Code and reason of its end. */
  closed(): Promise<unknown[]> {
    return once(this.#socket, 'close');
  }

  /** The workshop has pinged it, and read the pong: what it sends next was preceded by it. */
  async pinged(): Promise<void> {
    await once(this.#socket, 'ping');
    this.#socket.send('{"type":"stop","run":0}');
    this.#socket.send('no message');
    await this.message('sandbox-error');
  }

  /** The status with which its opening handshake is refused. */
  async refused(): Promise<number | undefined> {
    const [request, response] = (await once(this.#socket, 'unexpected-response')) as [ClientRequest, IncomingMessage];
    request.destroy();
    return response.statusCode;
  }

  close(): void {
    this.#socket.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
  }
}

export async function openTab(door: Door, options?: ClientOptions): Promise<Tab> {
  const tab = new Tab(door, options);
  await tab.message('hello');
  return tab;
}
