import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';

function clientOf({ url = '' }: IncomingMessage): string {
  return decodeURIComponent(url.split('/').at(-1) ?? '');
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = clientOf(request);
    socket.on('error', (error) => console.error(`💥 ${clientId}:`, error));
    socket.on('close', (code) => console.log(`👋 ${clientId} left with ${code}`));
    console.log(`✅ accepted ${clientId}`);
  });
}
