import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', 'open'],
  ['kitchen', 'open'],
  ['cellar', 'for members'],
  ['attic', 'full'],
]);

async function turnOut(connection: Connection, code: number, reason: string): Promise<void> {
  console.log(`turned out with ${code}: ${reason}`);
  try {
    await connection.close(code, reason);
  } catch (error) {
    console.error(error);
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const { room } = await connection.receiveJson<{ room: string }>();
      const state = rooms.get(room);
      if (state === 'for members') await turnOut(connection, 403, `${room} is for members`);
      if (state === 'full') await turnOut(connection, 503, `${room} is full`);
      if (state === undefined) await turnOut(connection, 404, `no such room: ${room}`);
      if (state === 'open') await connection.sendJson({ type: 'joined', room });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
