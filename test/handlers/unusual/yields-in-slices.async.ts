// The printer is asked fifteen times whether it is ready.
import { scheduler } from 'node:timers/promises';
import { type Connection, WebSocketDisconnect } from 'clinic';

async function print(id: unknown): Promise<unknown> {
  for (let slice = 0; slice < 15; slice += 1) {
    await scheduler.wait(100);
    await scheduler.yield();
  }
  return id;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const { type, id } = await connection.receiveJson<{ type: string; id?: unknown }>();
      if (type === 'report') await connection.sendJson({ type, id: await print(id) });
      else await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
