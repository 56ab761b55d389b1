// An error where nobody can catch it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    setTimeout(() => { throw new Error('late'); }, 1);
  });
}
