import { type Connection, WebSocketDisconnect } from 'clinic';

const PASSWORDS = new Map([
  ['ada', 'lovelace'],
  ['grace', 'hopper'],
]);

type Message = { type?: unknown; user?: unknown; password?: unknown; text?: unknown };

function parse(text: string): Message {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

async function* messages(connection: Connection): AsyncGenerator<Message, void> {
  while (true) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') return;
    yield incoming.type === 'text' ? parse(incoming.text) : {};
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let user: string | undefined;
  try {
    for await (const message of messages(connection)) {
      if (user !== undefined) {
        await connection.sendJson({ type: 'echo', user, text: message.text ?? null });
        continue;
      }
      const name = String(message.user);
      if (message.type !== 'login' || PASSWORDS.get(name) !== message.password) return await connection.close(4401, 'log in first');
      user = name;
      await connection.sendJson({ type: 'welcome', user });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
