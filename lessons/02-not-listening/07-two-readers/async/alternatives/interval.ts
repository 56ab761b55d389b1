import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: 'move' | 'countdown' | 'chat';
  id?: string;
  text?: string;
  from?: number;
}

/** Counts down by an interval, and keeps what comes meanwhile. */
class Table {
  readonly #send: (value: object) => void;
  #counting: NodeJS.Timeout | undefined;
  readonly #kept: Message[] = [];
  #moves = 0;

  constructor(send: (value: object) => void) {
    this.#send = send;
  }

  take(message: Message): void {
    if (message.type === 'chat') this.#send(message);
    else if (this.#counting) this.#kept.push(message);
    else if (message.type === 'move') this.#send({ type: 'moved', id: message.id, moves: ++this.#moves });
    else this.#count(message.from ?? 0);
  }

  #count(from: number): void {
    let left = from;
    this.#counting = setInterval(() => {
      left -= 1;
      this.#send({ type: 'tick', left });
      if (left > 0) return;
      this.stop();
      for (const message of this.#kept.splice(0)) this.take(message);
    }, 100);
  }

  stop(): void {
    clearInterval(this.#counting);
    this.#counting = undefined;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const table = new Table((value) => {
    connection.sendJson(value).then(undefined, () => table.stop());
  });
  try {
    for (;;) table.take(await connection.receiveJson<Message>());
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
  table.stop();
}
