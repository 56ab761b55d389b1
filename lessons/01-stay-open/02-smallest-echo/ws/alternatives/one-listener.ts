import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`🔄 Connection attempt: ${clientId}`);
    console.log(`✅ Connection accepted: ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);

    socket.on('message', (data) => {
      console.log(`📥 Received from ${clientId}: ${data}`);
      socket.send(`Echo: ${data}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    });
    socket.on('error', (error) => console.error(`bad frame: ${error.message}`));
    socket.on('close', () => {
      console.log(`👋 Disconnected: ${clientId}`);
    });
  });
}
