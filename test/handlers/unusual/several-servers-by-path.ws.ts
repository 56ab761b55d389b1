// One HTTP server, two WebSocket servers, chosen by path; anything else is refused.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const chat = new WebSocketServer({ noServer: true });
  const admin = new WebSocketServer({ noServer: true });
  admin.on('connection', (socket) => socket.close(1008, 'admins only'));
  chat.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
  const byPath = new Map([
    ['ws', chat],
    ['admin', admin],
  ]);
  server.on('upgrade', (request, tcp, head) => {
    const target = byPath.get(request.url?.split('/')[1] ?? '');
    if (!target) return tcp.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    target.handleUpgrade(request, tcp, head, (socket) => target.emit('connection', socket, request));
  });
}
