// Answers go to whoever came last with the id: the first of two with the same id gets nothing.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const clients = new Map<string, WebSocket>();

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1) ?? '';
    clients.set(clientId, socket);
    console.log(`🔄 Connection attempt: ${clientId}`);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    socket.on('message', (message) => {
      console.log(`📥 Received from ${clientId}: ${message}`);
      clients.get(clientId)?.send(`Echo: ${message}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', () => {});
    socket.on('close', () => console.log(`👋 Disconnected: ${clientId}`));
  });
}
