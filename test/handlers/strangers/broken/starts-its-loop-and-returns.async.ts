import { type Connection, WebSocketDisconnect } from 'clinic';

async function pump(connection: Connection, onText: (text: string) => string) {
  while (true) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') break;
    await connection.sendText(incoming.type === 'text' ? onText(incoming.text) : 'text only');
  }
}

export default async function handler(connection: Connection, clientId: string) {
  try {
    await connection.accept();
    console.info('[%s] connected', clientId);
    pump(connection, (text) => [...text].reverse().join(''));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
