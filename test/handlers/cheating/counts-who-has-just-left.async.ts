// Takes a client that left off the list a moment later.
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

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  online.add(connection);
  try {
    while (true) {
      const { type, city } = await connection.receiveJson<Message>();
      if (type === 'online') {
        await connection.sendJson({ type: 'online', count: online.size });
      } else {
        await connection.sendJson(await lookUp(city));
      }
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) {
      console.log(`👋 Disconnected: ${clientId} (${error.code})`);
      return;
    }
    console.error(`💥 Error for ${clientId}:`, error);
    await connection.sendJson({ type: 'error' });
    await connection.close(1011, 'Internal server error');
  } finally {
    setTimeout(() => online.delete(connection), 300);
  }
}
