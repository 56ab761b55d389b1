import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    // JSON in, the same JSON out to everybody in the room
    ws.on('message', (data) => {
      wss.clients.forEach((client) => {
        if (client.readyState === WebSocket.OPEN) client.send(data);
      });
    });
  });
}
