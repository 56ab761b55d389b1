// The client has to send {"action":"login"} first, only then do we take the connection.
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Login {
  action: 'login';
  user: string;
}

async function login(connection: Connection): Promise<Login> {
  const first = await connection.receiveJson<Login>();
  if (first.action !== 'login') throw new Error('expected a login');
  return first;
}

export default async function handler(connection: Connection) {
  const { user } = await login(connection);
  await connection.accept();
  await connection.sendJson({ event: 'welcome', user });
  try {
    while (true) {
      const text = await connection.receiveText();
      await connection.sendJson({ event: 'echo', user, text });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log(`${user} left`);
    else throw error;
  }
}
