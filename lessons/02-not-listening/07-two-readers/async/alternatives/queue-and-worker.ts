import { type Connection, WebSocketDisconnect } from 'clinic';

type Command = { type: 'move'; id: string } | { type: 'countdown'; from: number };

class Inbox {
  readonly #waiting: Command[] = [];
  #wake: (() => void) | undefined;
  #closed = false;

  put(command: Command): void {
    this.#waiting.push(command);
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Command> {
    while (!this.#closed) {
      const next = this.#waiting.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const inbox = new Inbox();
  let timer: NodeJS.Timeout | undefined;
  let moves = 0;
  let over = false;

  async function work(): Promise<void> {
    for await (const command of inbox) {
      if (command.type === 'move') {
        await connection.sendJson({ type: 'moved', id: command.id, moves: ++moves });
        continue;
      }
      for (let left = command.from; left-- > 0; ) {
        await new Promise<void>((resolve) => (timer = setTimeout(resolve, 100)));
        if (over) return;
        await connection.sendJson({ left, type: 'tick' });
      }
    }
  }

  const working = work().catch((error) => {
    if (!(error instanceof WebSocketDisconnect)) console.error(error);
  });
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string }>();
      if (message.type === 'chat') await connection.sendJson(message);
      else inbox.put(message as Command);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    over = true;
    clearTimeout(timer);
    inbox.close();
  }
}
