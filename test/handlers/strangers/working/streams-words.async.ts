import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

// {"prompt":"…"} starts a stream of tokens, {"cancel":true} stops it.
async function stream(connection: Connection, prompt: string, signal: AbortSignal) {
  for (const word of `You asked about ${prompt}`.split(' ').slice(0, 50)) {
    if (signal.aborted) return await connection.sendJson({ cancelled: true });
    await connection.sendJson({ token: word });
    await sleep(20);
  }
  await connection.sendJson({ done: true });
}

function parse(text: string): { prompt?: unknown; cancel?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let current: AbortController | undefined;
  let running: Promise<void> = Promise.resolve();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const { prompt, cancel } = incoming.type === 'text' ? parse(incoming.text) : {};
      if (cancel) current?.abort();
      else if (typeof prompt !== 'string') await connection.sendJson({ error: 'expected a prompt' });
      else {
        current?.abort();
        await running;
        current = new AbortController();
        running = stream(connection, prompt.slice(0, 200), current.signal).catch((error) => {
          if (!(error instanceof WebSocketDisconnect)) throw error;
        });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
  current?.abort();
  await running;
}
