// An async iterator over an interval: the third time is the report's.
import type { Server } from 'node:http';
import { setInterval } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const gone = new AbortController();
    socket.on('close', () => gone.abort());
    socket.on('message', async (data) => {
      const { type, id } = JSON.parse(String(data)) as { type: string; id?: unknown };
      if (type !== 'report') return socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      let times = 0;
      try {
        for await (const _ of setInterval(500, undefined, { signal: gone.signal })) {
          times += 1;
          if (times === 3) break;
        }
        socket.send(JSON.stringify({ type, id }));
      } catch (error) {
        if (!gone.signal.aborted) throw error;
      }
    });
  });
}
