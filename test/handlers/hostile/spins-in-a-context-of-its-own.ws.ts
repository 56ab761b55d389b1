// A loop in a context that is not the handler’s.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('vm').runInNewContext('while (true);');
  });
}
