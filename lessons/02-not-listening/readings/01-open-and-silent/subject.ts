import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    console.log('a client is connected');
    socket.on('error', (error) => console.error(error));
    socket.on('messages', (data) => {
      const { id } = JSON.parse(String(data));
      socket.send(JSON.stringify({ type: 'accepted', id }));
    });
    socket.on('close', () => console.log('a client has gone'));
  });
}
