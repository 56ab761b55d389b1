import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

type Message =
  | { type: 'move'; id: string }
  | { type: 'countdown'; from: number }
  | { type: 'chat'; id: string; text: string };

/** One at a time. */
class Lock {
  #free: Promise<unknown> = Promise.resolve();

  run<T>(work: () => PromiseLike<T>): Promise<T> {
    const result = this.#free.then(work);
    this.#free = result.catch(() => {});
    return result;
  }
}

async function countDown(connection: Connection, from: number): Promise<void> {
  for (let left = from - 1; left >= 0; left -= 1) {
    await sleep(100);
    await connection.sendJson({ type: 'tick', left });
  }
}

async function play(connection: Connection, ear: Lock): Promise<void> {
  let moves = 0;
  while (true) {
    const message = await ear.run(() => connection.receiveJson<Message>());
    if (message.type === 'move') {
      moves += 1;
      await connection.sendJson({ type: 'moved', id: message.id, moves });
    } else if (message.type === 'countdown') {
      await countDown(connection, message.from);
    }
  }
}

async function chat(connection: Connection, ear: Lock): Promise<void> {
  while (true) {
    const message = await ear.run(() => connection.receiveJson<Message>());
    if (message.type === 'chat') {
      console.log(`💬 ${message.text}`);
      await connection.sendJson(message);
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    const ear = new Lock();
    await Promise.all([play(connection, ear), chat(connection, ear)]);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has left the game`);
  }
}
