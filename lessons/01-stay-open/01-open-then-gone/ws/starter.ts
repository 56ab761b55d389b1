import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`✅ accepted ${clientId}`);
  });
}
