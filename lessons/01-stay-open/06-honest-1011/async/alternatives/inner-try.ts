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

export default async function handler(connection: Connection) {
  await connection.accept();
  let fault: unknown;
  try {
    while (fault === undefined) {
      const text = await connection.receiveText();
      try {
        loadRoom(JSON.parse(text).room);
        await connection.sendText('{"type":"response","data":"Message received"}');
      } catch (error) {
        fault = error;
      }
    }
    console.trace(fault);
    await connection.close(1011, 'Internal server error');
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
