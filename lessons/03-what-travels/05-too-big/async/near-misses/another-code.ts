import { type Connection, WebSocketDisconnect } from 'clinic';

interface Note {
  type: 'note';
  text: string;
}

const MOST_NOTES = 100;
const board: string[] = [];

function pin({ text }: Note): void {
  board.push(text);
  if (board.length > MOST_NOTES) board.shift();
  console.log(`a note of ${text.length} characters, ${board.length} on the board`);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const text = await connection.receiveText();
      if (Buffer.byteLength(text) > 64 * 1024) {
        await connection.close(1008, 'too big');
        return;
      }
      pin(JSON.parse(text));
      await connection.sendJson({ type: 'stored' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left with ${error.code}`);
  }
}
