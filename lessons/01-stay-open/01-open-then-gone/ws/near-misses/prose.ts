import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ accepted ${clientId}`);

    socket.on('error', console.error);
    socket.on('message', () => {
      socket.send('Message received');
    });
    socket.on('close', () => console.log(`👋 ${clientId} has gone`));
  });
}
