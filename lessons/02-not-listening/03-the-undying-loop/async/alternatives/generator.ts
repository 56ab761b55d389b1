import { type Connection, WebSocketDisconnect } from 'clinic';

async function* textsOf(connection: Connection): AsyncGenerator<string, void> {
  try {
    while (true) yield await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let skipped = 0;
  for await (const text of textsOf(connection)) {
    let reading: { celsius: number };
    try {
      reading = JSON.parse(text);
    } catch {
      skipped++;
      continue;
    }
    try {
      await connection.sendText(JSON.stringify({ skipped, alarm: reading.celsius > 60, data: 'Message received', type: 'response' }));
    } catch {
      break;
    }
  }
}
