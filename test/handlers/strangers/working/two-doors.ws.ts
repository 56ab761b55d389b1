import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

const echo = new WebSocketServer({ noServer: true });
const reverse = new WebSocketServer({ noServer: true });
const doors: Record<string, WebSocketServer> = { '/echo': echo, '/reverse': reverse };

echo.on('connection', (ws) => {
  ws.on('error', console.error);
  ws.on('message', (data) => ws.send(String(data)));
});

reverse.on('connection', (ws) => {
  ws.on('error', console.error);
  ws.on('message', (data) => ws.readyState === WebSocket.OPEN && ws.send([...String(data)].reverse().join('')));
});

export default function attach(server: Server): void {
  server.on('upgrade', (request, socket, head) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const door = Object.hasOwn(doors, pathname) ? doors[pathname] : undefined;
    if (!door) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    door.handleUpgrade(request, socket, head, (ws) => door.emit('connection', ws, request));
  });
}
