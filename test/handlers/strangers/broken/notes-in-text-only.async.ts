import { type Connection, WebSocketDisconnect } from 'clinic';

const notes: string[] = [];

// Each message is one note. "list" gives all of them.
export default async function handler(connection: Connection) {
  await connection.accept();
  let open = true;
  while (open) {
    try {
      const note = await connection.receiveText();
      if (note !== 'list') notes.push(note.slice(0, 200));
      await connection.sendText(note === 'list' ? notes.slice(-20).join('\n') : `noted (${notes.length})`);
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
      open = false;
    }
  }
}
