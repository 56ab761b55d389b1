// Claims a frame of a million bytes, and sends it byte by byte: no machine is fast enough to end it within the limits.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const header = Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 0x0f, 0x42, 0x40]);
    socket._socket.write(header);
    const next = () => {
      for (let count = 0; count < 50; count++) socket._socket.write('x');
      setImmediate(next);
    };
    next();
  });
}
