// All connections share one variable: the lines name whoever came last.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

let clientId: string | undefined;

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_headers, request) => console.log(`🔄 Connection attempt: ${request.url?.split('/').at(-1)}`));
  sockets.on('connection', (socket, request) => {
    clientId = request.url?.split('/').at(-1);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    socket.on('message', (message) => {
      console.log(`📥 Received from ${clientId}: ${message}`);
      socket.send(`Echo: ${message}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', () => {});
    socket.on('close', () => console.log(`👋 Disconnected: ${clientId}`));
  });
}
