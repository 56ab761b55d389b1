// What ended the loop is kept, and looked at when it is over.
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

async function talk(connection: Connection): Promise<never> {
  while (true) {
    const { room } = await connection.receiveJson<{ room: string }>();
    loadRoom(room);
    await connection.sendJson({ type: 'response', data: 'Message received' });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const end: unknown = await talk(connection).catch((error: unknown) => error);
  switch (true) {
    case end instanceof WebSocketDisconnect:
      console.log(`${clientId} has gone with ${end.code}`);
      break;
    default:
      console.error('%s ended by %o', clientId, end);
      await connection.close(1011, 'Internal server error');
  }
}
