import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const queue: string[] = [];

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      queue.push(data.toString().slice(0, 100));
      ws.send(`queued ${queue.length}`);
    });
    // have a look for new jobs every second
    setInterval(() => {
      if (ws.readyState !== ws.OPEN) return;
      const job = queue.shift();
      if (job) ws.send(`done ${job}`);
    }, 1_000);
  });
}
