// Ticks, microtasks and immediates before each answer.
import { setImmediate as turn } from 'node:timers/promises';
import { type Connection, WebSocketDisconnect } from 'clinic';

const tick = () => new Promise<void>((resolve) => process.nextTick(resolve));
const microtask = () => new Promise<void>((resolve) => queueMicrotask(resolve));

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      await connection.receiveText();
      for (let count = 0; count < 60; count += 1) {
        await tick();
        await microtask();
        await turn();
      }
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
