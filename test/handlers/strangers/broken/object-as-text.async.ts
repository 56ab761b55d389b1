import { type Connection, WebSocketDisconnect } from 'clinic';

type Handler = (text: string) => any;

const onText: Handler = (text) => ({ received: text.length, ok: true });

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      await connection.sendText(onText(incoming.type === 'text' ? incoming.text : ''));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
