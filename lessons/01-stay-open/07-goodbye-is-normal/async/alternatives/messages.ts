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

async function* messages(connection: Connection, clientId: string) {
  try {
    while (true) yield await connection.receiveJson<Message>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} left (${error.code})`);
  }
}

async function talk(connection: Connection, clientId: string) {
  for await (const { type, city } of messages(connection, clientId)) {
    const reply = type === 'online' ? { type: 'online', count: online.size } : await lookUp(city);
    try {
      await connection.sendJson(reply);
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
      process.stderr.write(`👋 ${clientId} left before its answer (${error.code})\n`);
      return;
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  using seat = { [Symbol.dispose]: () => online.delete(connection) };
  online.add(connection);
  try {
    await talk(connection, clientId);
  } catch (error) {
    console.trace(error);
    await connection.sendJson({ type: 'error' });
    await connection.close(1011, 'Internal server error');
  }
}
