import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const handle = (ws: WebSocket, text: string) => {
  const { method, params } = JSON.parse(text);
  ws.send(JSON.stringify({ method, count: Object.keys(params ?? {}).length }));
};

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      try {
        handle(ws, data.toString());
      } catch (error) {
        ws.close(1011, (error as Error).stack);
      }
    });
  });
}
