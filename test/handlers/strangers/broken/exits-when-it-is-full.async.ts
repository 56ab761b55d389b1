import process from 'node:process';
import { type Connection, WebSocketDisconnect } from 'clinic';

const fatal = (reason: string): never => {
  console.error('FATAL:', reason);
  process.exit(1);
};

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type !== 'text') fatal('unexpected binary message');
      else await connection.sendText(incoming.text.padStart(20, '.').slice(-200));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
