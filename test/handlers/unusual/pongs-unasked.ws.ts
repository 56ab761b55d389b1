// Sends a pong with every answer, asked for or not: RFC 6455, section 5.5.3, allows it as a heartbeat of one side.
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
