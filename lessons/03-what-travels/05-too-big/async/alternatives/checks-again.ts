import { type Connection, type Settings, WebSocketDisconnect } from 'clinic';

export const settings: Settings = { maxMessageBytes: 65_536 };

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
      const note = await connection.receiveJson<Note>();
      if (note.text.length > 65_536) throw new RangeError('a note that the server let through');
      pin(note);
      await connection.sendJson({ type: 'stored' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left with ${error.code}`);
  }
}
