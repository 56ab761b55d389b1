import { type Connection, WebSocketDisconnect } from 'clinic';

/** Someone may be here in several tabs: they are online until the last one is closed. */
const tabs = new Map<string, Set<Connection>>();

function open(user: string, tab: Connection) {
  tabs.set(user, (tabs.get(user) ?? new Set()).add(tab));
}

function close(user: string, tab: Connection) {
  const left = tabs.get(user);
  left?.delete(tab);
  if (left?.size === 0) tabs.delete(user);
}

export default async function handler(connection: Connection, user: string) {
  await connection.accept();
  open(user, connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const asked = incoming.type === 'text' ? incoming.text : '';
      if (asked === 'who') await connection.sendJson({ online: [...tabs.keys()].sort() });
      else await connection.sendJson({ user: asked.slice(0, 50), online: tabs.has(asked), tabs: tabs.get(asked)?.size ?? 0 });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    close(user, connection);
  }
}
