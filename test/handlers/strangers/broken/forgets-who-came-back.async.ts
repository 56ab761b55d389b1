import { type Connection, WebSocketDisconnect } from 'clinic';

/** user id -> connection */
const online = new Map<string, Connection>();

async function deliver(from: string, text: string) {
  const [to = '', ...words] = text.split(':');
  const receiver = online.get(to.trim());
  const sender = online.get(from);
  if (receiver && receiver !== sender) await receiver.sendJson({ from, text: words.join(':') });
  await sender?.sendJson({ delivered: receiver !== undefined, to });
}

export default async function handler(connection: Connection, user: string) {
  await connection.accept();
  online.set(user, connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'text') await deliver(user, incoming.text);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    online.delete(user);
  }
}
