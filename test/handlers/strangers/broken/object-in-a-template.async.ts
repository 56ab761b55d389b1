import { type Connection, WebSocketDisconnect } from 'clinic';

function* ids(prefix: string) {
  for (let n = 1; ; n++) yield `${prefix}-${n}`;
}

const next = ids('evt');

const envelope = (body: unknown) => ({ id: next.next().value, at: 'now', body });

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const event = envelope(incoming.type === 'text' ? incoming.text : incoming.bytes.length);
      await connection.sendText(`${event}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
