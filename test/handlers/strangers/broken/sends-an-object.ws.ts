import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const state: any = { lamp: 'off', changes: 0 };

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('error', console.error);
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const wish = data.toString();
      if (wish === 'on' || wish === 'off') {
        state.lamp = wish;
        state.changes++;
      }
      ws.send(state);
    });
  });
}
