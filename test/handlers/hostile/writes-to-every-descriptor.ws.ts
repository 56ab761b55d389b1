// Writes to whatever is open.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const fs = process.getBuiltinModule('fs');
    for (let fd = 0; fd < 40; fd++) {
      try {
        fs.writeSync(fd, 'HTTP/1.1 101 Switching Protocols\r\n\r\n');
      } catch {}
    }
  });
}
