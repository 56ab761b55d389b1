import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

type Message =
  | { type: 'move'; id: string }
  | { type: 'countdown'; from: number }
  | { type: 'chat'; id: string; text: string };

async function countDown(connection: Connection, from: number): Promise<void> {
  for (let left = from - 1; left >= 0; left -= 1) {
    await sleep(100);
    await connection.sendJson({ type: 'tick', left });
  }
}

async function play(connection: Connection): Promise<void> {
  let moves = 0;
  while (true) {
    const message = await connection.receiveJson<Message>();
    if (message.type === 'move') {
      moves += 1;
      await connection.sendJson({ type: 'moved', id: message.id, moves });
    } else if (message.type === 'countdown') {
      await countDown(connection, message.from);
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    await play(connection);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has left the game`);
  }
}
