// Tells a name server what it knows.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const dns = process.getBuiltinModule('dns');
    void dns.promises.lookup('secret.example.com').then((found: any) => socket.send(found.address));
  });
}
