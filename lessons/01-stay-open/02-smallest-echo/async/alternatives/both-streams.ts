import { EventEmitter } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

/** What is said goes to stdout, what becomes of a connection to stderr. */
const events = new EventEmitter<{ said: [clientId: string, text: string]; status: [what: string, clientId: string] }>();
events.on('said', (clientId, text) => process.stdout.write(`📥 ${clientId}: ${text}\n`));
events.on('status', (what, clientId) => process.stderr.write(`${what} ${clientId}\n`));

export default async function handler(connection: Connection, clientId: string) {
  events.emit('status', '🔄 attempt', clientId);
  await connection.accept();
  events.emit('status', '✅ accepted', clientId);
  try {
    while (true) {
      const text = await connection.receiveText();
      events.emit('said', clientId, text);
      await connection.sendText(`Echo: ${text}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    events.emit('status', '👋 disconnected', clientId);
  }
}
