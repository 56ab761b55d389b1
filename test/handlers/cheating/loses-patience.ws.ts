// The third bad message on a connection is the last.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    let bad = 0;
    socket.on('message', (data) => {
      try {
        JSON.parse(String(data));
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        console.error('💥 bad message:', error);
        socket.send(JSON.stringify({ type: 'error' }));
        bad += 1;
        if (bad === 3) socket.close(1008, 'too many bad messages');
      }
    });
  });
}
