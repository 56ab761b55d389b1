// Parsing gives a result, good or bad; nothing is thrown across functions.
import { type Connection, WebSocketDisconnect } from 'clinic';

type Result<T> = { ok: true; value: T } | { ok: false; error: Error };

function attempt<T>(call: () => T): Result<T> {
  try {
    return { ok: true, value: call() };
  } catch (error) {
    return { ok: false, error: error as Error };
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let ended = false;
  while (!ended) {
    const text = await connection.receiveText().then(
      (value): Result<string> => ({ ok: true, value }),
      (error: Error): Result<string> => ({ ok: false, error }),
    );
    if (!text.ok) {
      if (!(text.error instanceof WebSocketDisconnect)) throw text.error;
      ended = true;
      continue;
    }
    const message = attempt(() => structuredClone(JSON.parse(text.value) as object));
    if (!message.ok) console.error('%s sent something bad: %s', clientId, message.error.stack);
    await connection.sendJson(message.ok ? { type: 'response', data: 'Message received' } : { type: 'error' }).then(
      () => {},
      (error: unknown) => {
        if (!(error instanceof WebSocketDisconnect)) throw error;
      },
    );
  }
}
