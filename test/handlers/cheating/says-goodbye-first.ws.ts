// Closes with 1000 as soon as nothing was said for half a second, as if the client had left.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_headers, request) => console.log(`🔄 Connection attempt: ${request.url?.split('/').at(-1)}`));
  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    let silence: NodeJS.Timeout | undefined;
    socket.on('message', (message) => {
      console.log(`📥 Received from ${clientId}: ${message}`);
      socket.send(`Echo: ${message}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
      clearTimeout(silence);
      silence = setTimeout(() => socket.close(1000), 500);
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(silence);
      console.log(`👋 Disconnected: ${clientId}`);
    });
  });
}
