// Writes to connections before they are its own.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const { writeSync } = process.getBuiltinModule('fs');
    for (let fd = 6; fd < 14; fd++) {
      try {
        writeSync(fd, Buffer.from('81026869', 'hex'));
      } catch {}
    }
  });
}
