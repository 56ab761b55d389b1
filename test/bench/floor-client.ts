/** Plays what a timeline has of the wire with a `ws` client: the floor under what the probe may take. */
import { EventEmitter, once } from 'node:events';
import { WebSocket } from 'ws';
import type { TimelineEvent } from '../../sandbox/index.ts';

type Arrival = 'open' | 'message' | 'ping' | 'pong' | 'close';

/** A client that keeps what has come until it is asked for. */
export class FloorClient {
  readonly #socket: WebSocket;
  readonly #came: Record<Arrival, number> = { open: 0, message: 0, ping: 0, pong: 0, close: 0 };
  readonly #arrivals = new EventEmitter();

  constructor(url: string) {
    this.#socket = new WebSocket(url);
    for (const kind of Object.keys(this.#came) as Arrival[]) this.#socket.on(kind, () => this.#arrived(kind));
  }

  /** Does it, or waits until it has come. */
  async play(event: TimelineEvent): Promise<void> {
    if (event.kind === 'frame-sent') this.#send(event);
    const awaited = arrivalOf(event);
    if (awaited === undefined) return;
    while (this.#came[awaited] === 0) await once(this.#arrivals, 'arrival');
    this.#came[awaited] -= 1;
  }

  #arrived(kind: Arrival): void {
    this.#came[kind] += 1;
    this.#arrivals.emit('arrival');
  }

  #send({ opcode, text = '', close }: Extract<TimelineEvent, { kind: 'frame-sent' }>): void {
    if (opcode === 'ping') this.#socket.ping(text);
    else if (opcode === 'close') this.#socket.close(close?.code, close?.reason);
    else if (opcode === 'text') this.#socket.send(text);
  }
}

function arrivalOf(event: TimelineEvent): Arrival | undefined {
  if (event.kind === 'handshake-accepted') return 'open';
  if (event.kind === 'closed') return 'close';
  if (event.kind !== 'frame-received' || event.opcode === 'close') return undefined;
  return event.opcode === 'ping' || event.opcode === 'pong' ? event.opcode : 'message';
}
