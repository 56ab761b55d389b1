// All output is JSON, a line each; the error's stack is a list.
import { type Connection, WebSocketDisconnect } from 'clinic';

const log = (level: 'info' | 'error', entry: object) => process.stdout.write(`${JSON.stringify({ level, ...entry })}\n`);

export default async function handler(connection: Connection, client: string) {
  await connection.accept();
  log('info', { client, event: 'open' });
  try {
    for (;;) {
      const text = await connection.receiveText();
      const error = (() => {
        try {
          return void JSON.parse(text);
        } catch (thrown) {
          return thrown as Error;
        }
      })();
      if (error) log('error', { client, name: error.name, message: error.message, stack: error.stack });
      await connection.sendJson(error ? { type: 'error' } : { type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    log('info', { client, event: 'close', code: error.code });
  }
}
