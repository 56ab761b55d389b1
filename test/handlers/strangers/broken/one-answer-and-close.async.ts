import { type Connection, WebSocketDisconnect } from 'clinic';

const respond = (text: string) => ({ status: 200, body: text.split('').sort().join('').slice(0, 200) });

/** Request, response, close: as with HTTP. */
export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') return;
    await connection.sendJson(respond(incoming.type === 'text' ? incoming.text : ''));
    await connection.close(1000, 'done');
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
