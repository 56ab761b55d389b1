// Connects to a database of this machine.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const net = process.getBuiltinModule('net');
    net.connect(5432, '127.0.0.1').on('connect', () => socket.send('in'));
  });
}
