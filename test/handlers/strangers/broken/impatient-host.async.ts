import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

const IDLE_MS = 20_000;

export default async function handler(connection: Connection) {
  await connection.accept();
  await connection.sendJson({ type: 'ready' });
  try {
    let next = connection.receive().then((incoming) => incoming);
    while (true) {
      const first = await Promise.race([next, sleep(IDLE_MS).then(() => 'idle' as const)]);
      if (first === 'idle') {
        await connection.close(1001, 'idle for too long');
        return;
      }
      if (first.type === 'disconnect') return;
      await connection.sendJson({ type: 'pong', length: first.type === 'text' ? first.text.length : first.bytes.length });
      next = connection.receive().then((incoming) => incoming);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
