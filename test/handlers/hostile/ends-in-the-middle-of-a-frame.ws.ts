// Promises ten bytes, sends two, and leaves.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const wire = socket._socket;
    wire.end(Buffer.from('810a6869', 'hex'));
  });
}
