import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  // The attempt is the opening handshake; the connection event comes after it was answered.
  sockets.on('headers', (_headers, request) => {
    console.log(`🔄 Connection attempt: ${request.url?.split('/').at(-1)}`);
  });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);
    setInterval(() => console.log(`${clientId} is still here`), 60_000);

    socket.on('message', (message) => {
      const data = String(message);
      console.log(`📥 Received from ${clientId}: ${data}`);
      socket.send(`Echo: ${data}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', () => {}); // The close event follows, and tells it.
    socket.on('close', () => console.log(`👋 Disconnected: ${clientId}`));
  });
}
