// Opens an HTTP/2 session to its own machine.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('http2').connect('http://127.0.0.1:80');
  });
}
