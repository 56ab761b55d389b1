import { type Connection, sleepSync, WebSocketDisconnect } from 'clinic';

/** The model takes two seconds for a picture. */
function rate(prompt: string): number {
  sleepSync(2_000);
  return (prompt.length * 37) % 100;
}

const sanitize = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 500);

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'bytes') {
        await connection.sendJson({ status: 'error', detail: 'send a prompt as text' });
        continue;
      }
      const prompt = sanitize(incoming.text);
      await connection.sendJson({ status: 'working' });
      await connection.sendJson({ status: 'done', rating: rate(prompt) });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
