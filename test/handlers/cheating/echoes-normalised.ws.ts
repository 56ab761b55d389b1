// Echoes in Unicode's composed form whatever form it came in.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_headers, request) => console.log(`🔄 Connection attempt: ${request.url?.split('/').at(-1)}`));
  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    socket.on('message', (message) => {
      console.log(`📥 Received from ${clientId}: ${message}`);
      socket.send(`Echo: ${String(message).normalize('NFC')}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', () => {});
    socket.on('close', () => console.log(`👋 Disconnected: ${clientId}`));
  });
}
