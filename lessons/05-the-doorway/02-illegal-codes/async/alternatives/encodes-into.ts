import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', 'open'],
  ['kitchen', 'open'],
  ['cellar', 'for members'],
  ['attic', 'full'],
]);

/** `encodeInto` writes whole characters only. */
function fitting(reason: string): string {
  const room = new Uint8Array(123);
  const { read } = new TextEncoder().encodeInto(reason, room);
  return reason.slice(0, read);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const { room } = await connection.receiveJson<{ room: string }>();
      const state = rooms.get(room);
      if (state === 'for members') return await connection.close(4403, `${room} is for members`);
      if (state === 'full') return await connection.close(1013, `${room} is full`);
      if (state === undefined) return await connection.close(4404, fitting(`no such room: ${room}`));
      await connection.sendJson({ type: 'joined', room });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
