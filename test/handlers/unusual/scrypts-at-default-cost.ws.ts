// scrypt at its default cost before each answer.
import { randomBytes, scrypt } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      scrypt(String(data), randomBytes(16), 64, (error) => {
        if (error) return socket.close(1011, 'Internal server error');
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      });
    });
  });
}
