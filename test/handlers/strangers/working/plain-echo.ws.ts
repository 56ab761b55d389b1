import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', function connection(ws) {
    ws.on('error', console.error);
    ws.on('message', function message(data, isBinary) {
      ws.send(data, { binary: isBinary });
    });
  });
}
