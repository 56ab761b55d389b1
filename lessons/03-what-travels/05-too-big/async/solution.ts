import { type Connection, type Settings, WebSocketDisconnect } from 'clinic';

export const settings: Settings = { maxMessageBytes: 64 * 1024 };

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
      pin(await connection.receiveJson<Note>());
      await connection.sendJson({ type: 'stored' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left with ${error.code}`);
  }
}
