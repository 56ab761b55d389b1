// Two readers, and each leaves what is not its own for the other, who looks there after its next message.
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

async function play(connection: Connection, mine: Message[], other: Message[]): Promise<void> {
  let moves = 0;
  while (true) {
    const message = mine.shift() ?? (await connection.receiveJson<Message>());
    if (message.type === 'move') {
      moves += 1;
      await connection.sendJson({ type: 'moved', id: message.id, moves });
    } else if (message.type === 'countdown') {
      await countDown(connection, message.from);
    } else {
      other.push(message);
    }
  }
}

async function chat(connection: Connection, mine: Message[], other: Message[]): Promise<void> {
  while (true) {
    const message = mine.shift() ?? (await connection.receiveJson<Message>());
    if (message.type === 'chat') {
      console.log(`💬 ${message.text}`);
      await connection.sendJson(message);
    } else {
      other.push(message);
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    const [game, talk]: Message[][] = [[], []];
    await Promise.all([play(connection, game!, talk!), chat(connection, talk!, game!)]);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has left the game`);
  }
}
