// Destroys a connection whose TCP was quiet for 45 s, by the socket's own time-out.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    request.socket.setTimeout(45_000, () => request.socket.destroy());
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
