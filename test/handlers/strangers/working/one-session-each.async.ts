import { type Connection, WebSocketDisconnect } from 'clinic';

/** Whoever logs in a second time takes the place of the first: that one is told with 4000 and closed. */
const sessions = new Map<string, Connection>();

async function replace(user: string, connection: Connection) {
  const older = sessions.get(user);
  sessions.set(user, connection);
  try {
    await older?.close(4000, 'logged in elsewhere');
  } catch {
    // It has gone by itself.
  }
}

export default async function handler(connection: Connection, user: string) {
  await connection.accept();
  await replace(user, connection);
  try {
    while (sessions.get(user) === connection) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      await connection.sendJson({ user, got: incoming.type });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect) && sessions.get(user) === connection) throw error;
  } finally {
    if (sessions.get(user) === connection) sessions.delete(user);
  }
}
