// Each connection is a stream: read messages from it, write answers to it.
import type { Server } from 'node:http';
import { createWebSocketStream, WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_lines, { url }) => console.log(`🔄 ${url?.slice(4)}`));
  sockets.on('connection', async (socket, { url }) => {
    const id = url?.slice(4);
    console.log(`✅ ${id}`);
    const stream = createWebSocketStream(socket, { readableObjectMode: true, decodeStrings: false, encoding: 'utf8' });
    try {
      console.log(`⏳ ${id}`);
      for await (const text of stream) {
        console.log(`📥 ${id} ${text}`);
        stream.write(`Echo: ${text}`);
        console.log(`⏳ ${id}`);
      }
    } catch {
      // The client has gone without a word.
    }
    console.log(`👋 ${id}`);
  });
}
