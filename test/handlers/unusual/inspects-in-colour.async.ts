// The error is shown as a terminal would show it, in colour.
import { inspect } from 'node:util';
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const text = await connection.receiveText();
      let answer: object = { type: 'response', data: 'Message received' };
      try {
        JSON.parse(text);
      } catch (error) {
        process.stderr.write(`${clientId}: ${inspect(error, { colors: true, depth: 4 })}\n`);
        answer = { type: 'error' };
      }
      await connection.sendJson(answer);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
