// A text frame that is not text.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const wire = socket._socket;
    wire.write(Buffer.from('8102c328', 'hex'));
  });
}
