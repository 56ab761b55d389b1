// Pings every 30 s, as the documentation of ws has it, and ends what does not answer.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const alive = new WeakSet<WebSocket>();

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    alive.add(socket);
    const beat = setInterval(() => {
      if (!alive.delete(socket)) return socket.terminate();
      socket.ping();
    }, 30_000);
    socket.on('pong', () => alive.add(socket));
    socket.on('close', () => clearInterval(beat));
    socket.on('error', () => {});
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
