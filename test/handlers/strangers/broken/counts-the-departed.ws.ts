import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  const clients: WebSocket[] = [];

  wss.on('connection', (ws) => {
    clients.push(ws);
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const message = data.toString();
      for (const client of clients) {
        if (client !== ws && client.readyState === WebSocket.OPEN) client.send(message);
      }
      ws.send(JSON.stringify({ deliveredTo: clients.length - 1 }));
    });
  });
}
