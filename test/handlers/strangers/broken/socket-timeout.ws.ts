import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  server.headersTimeout = 10_000;
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws, request) => {
    // free sockets that hang
    request.socket.setTimeout(25_000, () => request.socket.destroy());
    ws.on('error', console.error);
    ws.on('message', (data, binary) => ws.send(data, { binary }));
  });
}
