import type { Server } from 'node:http';
import { URL } from 'node:url';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const chat = new WebSocketServer({ server });

  server.on('upgrade', (request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname.startsWith('/admin') && request.headers.authorization === undefined) {
      socket.destroy();
      return;
    }
    chat.handleUpgrade(request, socket, head, (ws) => {
      chat.emit('connection', ws, request);
    });
  });

  chat.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      for (const client of chat.clients) client.send(String(data));
    });
  });
}
