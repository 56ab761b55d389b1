// An iterator over messages that an AbortController ends.
import { on } from 'node:events';
import type { Server } from 'node:http';
import { type RawData, WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', async (socket) => {
    const gone = new AbortController();
    socket.on('error', () => {});
    socket.once('close', () => gone.abort());
    try {
      for await (const [data] of on(socket, 'message', { signal: gone.signal }) as AsyncIterable<[RawData]>) {
        if (data) socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error;
    }
  });
}
