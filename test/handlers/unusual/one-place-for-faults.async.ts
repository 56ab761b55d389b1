// A decorator around the handler logs and closes, whatever the handler throws.
import { type Connection, WebSocketDisconnect } from 'clinic';

type Handler = (connection: Connection, clientId: string) => Promise<void>;

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

function honest(handler: Handler): Handler {
  return async function honestly(connection, clientId) {
    try {
      await handler(connection, clientId);
    } catch (error) {
      if (error instanceof WebSocketDisconnect) return;
      console.log(JSON.stringify({ clientId, failed: (error as Error).stack }));
      await connection.close(1011, 'Internal server error');
    }
  };
}

export default honest(async (connection, clientId) => {
  await connection.accept();
  for (;;) {
    const { room } = await connection.receiveJson<{ room: string }>();
    console.log(`${clientId} enters: ${loadRoom(room).topic}`);
    await connection.sendJson({ type: 'response', data: 'Message received' });
  }
});
