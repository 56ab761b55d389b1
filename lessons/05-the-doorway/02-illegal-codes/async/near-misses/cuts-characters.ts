import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', 'open'],
  ['kitchen', 'open'],
  ['cellar', 'for members'],
  ['attic', 'full'],
]);

async function turnOut(connection: Connection, code: number, reason: string): Promise<void> {
  console.log(`turned out with ${code}: ${reason}`);
  await connection.close(code, reason.slice(0, 123));
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const { room } = await connection.receiveJson<{ room: string }>();
      const state = rooms.get(room);
      if (state === 'for members') return await turnOut(connection, 4403, `${room} is for members`);
      if (state === 'full') return await turnOut(connection, 1013, `${room} is full`);
      if (state === undefined) return await turnOut(connection, 4404, `no such room: ${room}`);
      await connection.sendJson({ type: 'joined', room });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
