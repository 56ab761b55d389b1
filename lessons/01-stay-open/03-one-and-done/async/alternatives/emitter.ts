import { EventEmitter } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  const table = new EventEmitter();
  const answers: object[] = [];
  let number = 0;
  let done = false;
  table.on('order', ({ id }) => answers.push({ type: 'response', data: 'Message received', id, number: ++number }));
  table.on('done', () => {
    answers.push({ type: 'bill', orders: number });
    done = true;
  });
  while (!done) {
    const message = await connection.receiveJson<{ type: string }>().then(undefined, (error: unknown) => {
      if (error instanceof WebSocketDisconnect) return undefined;
      throw error;
    });
    if (!message) return;
    table.emit(message.type, message);
    for (const answer of answers.splice(0)) await connection.sendJson(answer);
  }
  await connection.close();
}
