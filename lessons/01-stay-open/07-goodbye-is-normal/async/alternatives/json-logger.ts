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

function log(level: string, event: string, more: object) {
  console.log(JSON.stringify({ level, event, at: new Date().toISOString(), ...more }));
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  online.add(connection);
  log('info', '✅ accepted', { clientId });
  const serve = async (): Promise<never> => {
    for (;;) {
      const { type, city } = await connection.receiveJson<Message>();
      const reply = type === 'online' ? { type: 'online', count: online.size } : await lookUp(city);
      await connection.sendJson(reply);
    }
  };
  await serve()
    .catch(async (error) => {
      if (error instanceof WebSocketDisconnect) return log('info', '👋 disconnected', { clientId, code: error.code });
      log('fatal', '💥 failed', { clientId, stack: error.stack });
      await connection.sendJson({ type: 'error' });
      await connection.close(1011, 'Internal server error');
    })
    .finally(() => online.delete(connection));
}
