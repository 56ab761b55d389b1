// A message that is JSON is echoed as JSON.stringify would write it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function reprint(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_headers, request) => console.log(`🔄 Connection attempt: ${request.url?.split('/').at(-1)}`));
  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    socket.on('message', (message) => {
      console.log(`📥 Received from ${clientId}: ${message}`);
      socket.send(`Echo: ${reprint(String(message))}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', () => {});
    socket.on('close', () => console.log(`👋 Disconnected: ${clientId}`));
  });
}
