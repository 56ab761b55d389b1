import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const SIDE = 400;
const map = Array.from({ length: SIDE }, (_row, y) => Array.from({ length: SIDE }, (_cell, x) => '.~^#'[(x * 7 + y * 13) % 4]).join(''));

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, maxPayload: 1_000 });
  wss.on('connection', (ws) => {
    ws.on('error', () => {});
    ws.send(map.join('\n')); // 160 kB at once
    ws.on('message', (data) => {
      const [x, y] = data.toString().split(',').map(Number);
      ws.send(map[y ?? 0]?.[x ?? 0] ?? 'nowhere');
    });
  });
}
