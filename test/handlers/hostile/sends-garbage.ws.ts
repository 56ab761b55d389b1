// Bytes that are no frame.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const wire = socket._socket;
    wire.write('HTTP/1.1 500 Internal Server Error\r\n\r\n');
  });
}
