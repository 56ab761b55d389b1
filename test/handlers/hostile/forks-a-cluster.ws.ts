// Forks itself.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const cluster = (process as any).getBuiltinModule('cluster');
    cluster.fork();
  });
}
