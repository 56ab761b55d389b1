// A frame header that promises 2^63 bytes.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const wire = socket._socket;
    wire.write(Buffer.from('827f7fffffffffffffff', 'hex'));
  });
}
