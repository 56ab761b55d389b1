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

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let moves = 0;
  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'chat') {
        console.log(`💬 ${message.text}`);
        await connection.sendJson(message);
      } else if (message.type === 'move') {
        moves += 1;
        await connection.sendJson({ type: 'moved', id: message.id, moves });
      } else {
        await countDown(connection, message.from);
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has left the game`);
  }
}
