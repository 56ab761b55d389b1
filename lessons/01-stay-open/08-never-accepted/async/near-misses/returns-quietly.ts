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

function findRoom(name: string | null): Room {
  const room = rooms.get(name ?? '');
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

export default async function handler(connection: Connection, clientId: string) {
  let room: Room;
  try {
    room = findRoom(connection.query.get('room'));
  } catch (error) {
    console.error(error);
    return;
  }
  if (room.key !== undefined && connection.query.get('key') !== room.key) return;
  await connection.accept();
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
