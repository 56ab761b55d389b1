import process from 'node:process';
import { type Connection, WebSocketDisconnect } from 'clinic';

process.on('unhandledRejection', (reason) => console.error('unhandled:', reason));

const cache: { hits?: Map<string, number> } = {};

async function count(connection: Connection, key: string) {
  const hits = cache.hits!.get(key) ?? 0;
  cache.hits!.set(key, hits + 1);
  await connection.sendJson({ key, hits: hits + 1 });
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'text') void count(connection, incoming.text);
      else void count(connection, 'binary');
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
