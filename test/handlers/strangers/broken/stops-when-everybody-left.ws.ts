import type { Server } from 'node:http';
import process from 'node:process';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  let users = 0;

  wss.on('connection', (ws) => {
    users++;
    ws.on('error', console.error);
    ws.on('message', (m) => ws.send(`${users} here, you said ${m}`));
    ws.on('close', () => {
      users--;
      if (users === 0) {
        console.log('nobody left, shutting down');
        process.exit(0);
      }
    });
  });
}
