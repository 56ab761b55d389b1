import { type Connection, WebSocketDisconnect } from 'clinic';

const people = new Map<Connection, string>();

async function tell(message: object, except?: Connection) {
  const sent = [...people.keys()].filter((each) => each !== except).map((each) => each.sendJson(message).then(undefined, () => {}));
  await Promise.all(sent);
}

export default async function handler(connection: Connection, name: string) {
  await connection.accept();
  await connection.sendJson({ type: 'here', people: [...people.values()] });
  people.set(connection, name);
  try {
    await tell({ type: 'joined', name }, connection);
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'text' && incoming.text.trim() !== '') await tell({ type: 'said', name, text: incoming.text.slice(0, 500) });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    people.delete(connection);
    await tell({ type: 'left', name });
  }
}
