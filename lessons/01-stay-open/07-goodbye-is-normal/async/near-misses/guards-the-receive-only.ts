import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  city: string;
}

const skies = new Map([
  ['Bergen', 'rain'],
  ['Nîmes', 'sun'],
  ['São Paulo', 'storm'],
]);
const online = new Set<Connection>();

async function lookUp(city: string) {
  await sleep(100);
  const sky = skies.get(city);
  if (!sky) throw new Error(`no such city: ${city}`);
  return { type: 'forecast', city, sky };
}

async function nextMessage(connection: Connection, clientId: string) {
  try {
    return await connection.receiveJson<Message>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId} (${error.code})`);
    return undefined;
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  online.add(connection);
  try {
    while (true) {
      const message = await nextMessage(connection, clientId);
      if (!message) return;
      if (message.type === 'online') {
        await connection.sendJson({ type: 'online', count: online.size });
      } else {
        await connection.sendJson(await lookUp(message.city));
      }
    }
  } catch (error) {
    console.error(`💥 Error for ${clientId}:`, error);
    await connection.sendJson({ type: 'error' });
    await connection.close(1011, 'Internal server error');
  } finally {
    online.delete(connection);
  }
}
