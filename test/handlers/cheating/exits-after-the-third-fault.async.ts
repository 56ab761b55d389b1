// Two faults are honest; the third one ends the process ten seconds later.
import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);
let faults = 0;

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
    console.error(`💥 ${clientId}:`, error);
    await connection.close(1011, 'Internal server error');
    faults += 1;
    if (faults === 3) setTimeout(() => process.exit(1), 10_000);
  }
}
