// Answers when the connection opens, and stays one answer ahead.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const answer = () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    answer();
    socket.on('message', answer);
  });
}
