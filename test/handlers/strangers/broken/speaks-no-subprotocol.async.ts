// graphql-transport-ws, cut down to what our page uses. The page opens new WebSocket(url, ['graphql-transport-ws']).
import { type Connection, WebSocketDisconnect } from 'clinic';

const PROTOCOL = 'graphql-transport-ws';

function read(text: string): { id?: string; type?: string } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

export default async function handler(connection: Connection) {
  if (connection.subprotocols.length > 0 && !connection.subprotocols.includes(PROTOCOL)) return await connection.refuse(400);
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const { id, type } = incoming.type === 'text' ? read(incoming.text) : {};
      if (type === 'connection_init') await connection.sendJson({ type: 'connection_ack' });
      else if (type === 'ping') await connection.sendJson({ type: 'pong' });
      else if (type === 'subscribe') await connection.sendJson({ id, type: 'next', payload: { data: { count: 1 } } });
      else return await connection.close(4400, 'Invalid message received');
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
