// Catches the fault that it has seen; any other, a message that is not JSON among them, is thrown on.
import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<{ room: string }>();
      loadRoom(message.room);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return;
    if (!(error as Error).message.startsWith('no such room')) throw error;
    console.error(`💥 ${clientId}:`, error);
    await connection.close(1011, 'Internal server error');
  }
}
