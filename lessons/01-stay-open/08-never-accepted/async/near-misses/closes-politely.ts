import { type Connection, WebSocketDisconnect } from 'clinic';

interface Room {
  topic: string;
  key?: string;
}

const rooms = new Map<string, Room>([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
  ['cellar', { topic: 'wine', key: 'grenache' }],
]);

function findRoom(name: string | null): Room | undefined {
  return rooms.get(name ?? '');
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const room = findRoom(connection.query.get('room'));
  if (!room || (room.key !== undefined && connection.query.get('key') !== room.key)) {
    await connection.close(1000, 'no such room');
    return;
  }
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string }>();
      console.log(`${clientId}, in the room about ${room.topic}: ${message.type}`);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
