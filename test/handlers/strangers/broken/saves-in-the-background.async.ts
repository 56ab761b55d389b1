import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

const documents = new Map<string, string[]>([['draft', []]]);

async function save(id: string, text: string): Promise<void> {
  await sleep(30);
  const lines = documents.get(id);
  if (!lines) throw new Error(`no document called ${id}`);
  lines.push(text);
}

export default async function handler(connection: Connection, id: string) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'text') save(id, incoming.text);
      await connection.sendJson({ saved: incoming.type === 'text' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
