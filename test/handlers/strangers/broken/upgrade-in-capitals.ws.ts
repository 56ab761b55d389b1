import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request, socket, head) => {
    socket.on('error', console.error);
    if (request.headers.upgrade === 'WebSocket') {
      wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request));
    }
  });

  wss.on('connection', (ws, request) => {
    ws.on('error', console.error);
    ws.send(`hello ${request.url}`);
    ws.on('message', (message) => ws.send(`you said ${message}`));
  });
}
