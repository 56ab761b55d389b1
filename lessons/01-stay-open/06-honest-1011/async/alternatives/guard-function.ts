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

const guarded =
  (serve: (connection: Connection) => Promise<void>) =>
  async (connection: Connection): Promise<void> => {
    await connection.accept();
    await serve(connection).catch(async (error) => {
      if (error instanceof WebSocketDisconnect) return;
      console.log(error.stack);
      await connection.close(1011, 'Internal server error');
    });
  };

export default guarded(async (connection) => {
  for (;;) {
    const { room } = await connection.receiveJson<{ room: string }>();
    await connection.sendJson({ type: 'response', data: 'Message received', ...loadRoom(room) });
  }
});
