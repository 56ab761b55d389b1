// Millions of pongs without a payload, in one write.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => socket._socket.write(Buffer.alloc(8 * 1024 ** 2).map((_, at) => (at % 2 === 0 ? 0x8a : 0))));
  });
}
