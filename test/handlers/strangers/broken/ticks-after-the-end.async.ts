import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();

  let ticks = 0;
  const timer = setInterval(async () => {
    ticks += 1;
    try {
      await connection.sendJson({ tick: ticks });
    } catch {
      // not connected at the moment
    }
  }, 5_000);

  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'text' && incoming.text === 'stop') clearInterval(timer);
      await connection.sendJson({ ticks });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
