// statsd over WebSocket: "name:1|c". Nobody is ever answered; the totals go to the log every ten seconds.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const counters = new Map<string, number>();
const LINE = /^([\w.]{1,60}):(-?\d{1,9})\|c$/;

function take(line: string) {
  const [, name, value] = LINE.exec(line) ?? [];
  if (name) counters.set(name, (counters.get(name) ?? 0) + Number(value));
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, maxPayload: 65_536 });
  wss.on('connection', (ws) => {
    ws.on('error', () => {});
    ws.on('message', (data) => data.toString().split('\n').forEach(take));
  });
  setInterval(() => {
    if (counters.size > 0) console.log(Object.fromEntries(counters));
    counters.clear();
  }, 10_000).unref();
}
