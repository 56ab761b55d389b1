// Pushes a price every five seconds, whether anybody asks or not; "pause" and "resume" are understood.
import { type Connection, WebSocketDisconnect } from 'clinic';

function start(connection: Connection) {
  let price = 100;
  let paused = false;
  const timer = setInterval(() => {
    if (paused) return;
    price += price % 2 === 0 ? 3 : -1;
    connection.sendJson({ symbol: 'ACME', price }).then(undefined, () => clearInterval(timer));
  }, 5_000);
  return { pause: () => (paused = true), resume: () => (paused = false), [Symbol.dispose]: () => clearInterval(timer) };
}

export default async function handler(connection: Connection) {
  await connection.accept();
  using tape = start(connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type !== 'text') continue;
      if (incoming.text === 'pause') tape.pause();
      if (incoming.text === 'resume') tape.resume();
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
