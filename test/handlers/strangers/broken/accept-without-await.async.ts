import { type Connection, WebSocketDisconnect } from 'clinic';

const topics = new Map<string, Set<Connection>>();

function subscribe(topic: string, connection: Connection) {
  const members = topics.get(topic) ?? new Set();
  topics.set(topic, members.add(connection));
  return () => members.delete(connection);
}

export default async function handler(connection: Connection) {
  connection.accept();
  const unsubscribe = subscribe(connection.query.get('topic') ?? 'news', connection);
  try {
    await connection.sendJson({ event: 'subscribed' });
    while ((await connection.receive()).type !== 'disconnect') {
      await connection.sendJson({ event: 'ok' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    unsubscribe();
  }
}
