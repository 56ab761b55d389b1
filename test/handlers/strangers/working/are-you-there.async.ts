// Proxies cut connections on which nothing is said, so a client that is silent for 20 s gets {"type":"ping"}.
import { type Connection, type Incoming, WebSocketDisconnect } from 'clinic';

const SILENCE_MS = 20_000;

function within<T>(promise: Promise<T>, ms: number): Promise<T | 'timeout'> {
  let timer: NodeJS.Timeout;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(resolve, ms, 'timeout');
  });
  return Promise.race([promise, timeout]).finally(() => clearTimeout(timer));
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const next = async (): Promise<Incoming> => await connection.receive();
  try {
    let pending = next();
    while (true) {
      const incoming = await within(pending, SILENCE_MS);
      if (incoming === 'timeout') {
        await connection.sendJson({ type: 'ping' });
        continue;
      }
      if (incoming.type === 'disconnect') return;
      pending = next();
      if (incoming.type === 'text' && incoming.text === '{"type":"pong"}') continue;
      await connection.sendJson({ type: 'ok', length: incoming.type === 'text' ? incoming.text.length : incoming.bytes.length });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
