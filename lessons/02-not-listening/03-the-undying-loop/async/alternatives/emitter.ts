import { EventEmitter } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

class Line extends EventEmitter<{ text: [string]; gone: [number] }> {
  async listen(connection: Connection): Promise<void> {
    for (;;) {
      let text: string;
      try {
        text = await connection.receiveText();
      } catch (error) {
        if (!(error instanceof WebSocketDisconnect)) throw error;
        this.emit('gone', error.code);
        return;
      }
      this.emit('text', text);
    }
  }
}

function celsiusOf(text: string): number | undefined {
  try {
    return JSON.parse(text).celsius;
  } catch {
    return undefined;
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const line = new Line();
  let skipped = 0;
  line.on('text', (text) => {
    const celsius = celsiusOf(text);
    if (celsius === undefined) skipped += 1;
    else
      connection.sendJson({ type: 'response', data: 'Message received', alarm: celsius > 60, skipped }).then(undefined, (error) => {
        if (!(error instanceof WebSocketDisconnect)) console.error(error);
      });
  });
  line.once('gone', (code) => console.log(`${clientId} left with ${code}`));
  await line.listen(connection);
}
