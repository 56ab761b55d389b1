import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const KIB = 1024;

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, maxPayload: 4 * KIB, perMessageDeflate: false });

  wss.on('connection', (ws, { url }) => {
    let received = 0;
    ws.on('message', (data) => {
      received += (data as Buffer).length;
      ws.send(`${url}: ${received} bytes so far`);
    });
    ws.on('close', (code) => console.log('closed', url, code));
  });
}
