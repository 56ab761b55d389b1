import { type Connection, WebSocketDisconnect } from 'clinic';

function answerTo(text: string): object {
  try {
    JSON.parse(text);
    return { type: 'response', data: 'Message received' };
  } catch (error) {
    console.log((error as Error).stack);
    return { type: 'error', reason: 'invalid JSON' };
  }
}

async function talk(connection: Connection): Promise<never> {
  for (;;) await connection.sendJson(answerTo(await connection.receiveText()));
}

export default async function handler(connection: Connection) {
  await connection.accept();
  await talk(connection).catch((error) => {
    if (error instanceof WebSocketDisconnect) return;
    throw error;
  });
}
