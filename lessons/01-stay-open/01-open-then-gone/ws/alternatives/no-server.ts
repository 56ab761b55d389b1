import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.addEventListener('error', ({ message }) => console.error(message));
      webSocket.addEventListener('message', () => {
        webSocket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      });
    });
  });
}
