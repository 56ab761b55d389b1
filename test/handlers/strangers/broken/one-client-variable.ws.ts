import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

let client: WebSocket | null = null;

function notify(message: string) {
  if (client?.readyState === WebSocket.OPEN) client.send(message);
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    client = ws;
    client.on('error', console.error);
    client.on('message', (data) => {
      notify(`processed: ${data}`);
    });
  });
}
