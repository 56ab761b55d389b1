// Sends a pong with every answer, whether or not anybody has asked.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', () => {
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      socket.pong('still here');
    });
  });
}
