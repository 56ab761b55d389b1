// No connection gets older than two and a half minutes; nobody waits for the timer.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const oldAge = setTimeout(() => socket.terminate(), 150_000).unref();
    socket.on('close', () => clearTimeout(oldAge));
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
