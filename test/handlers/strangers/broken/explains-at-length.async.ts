import { type Connection, WebSocketDisconnect } from 'clinic';

class ProtocolError extends Error {}

const HELP =
  'Messages have to be JSON objects with the keys "op" and "args"; see the developer handbook, chapter 4, for the list of operations and their arguments.';

function parse(text: string): { op: string } {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && 'op' in value) return value;
  } catch {}
  throw new ProtocolError(HELP);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const { op } = parse(incoming.type === 'text' ? incoming.text : '');
      await connection.sendJson({ op, done: true });
    }
  } catch (error) {
    if (error instanceof ProtocolError) await connection.close(1002, error.message);
    else if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
