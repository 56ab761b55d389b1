// Listens where others can reach it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const net = process.getBuiltinModule('net');
    net.createServer().listen(0, '0.0.0.0', () => socket.send('open'));
  });
}
