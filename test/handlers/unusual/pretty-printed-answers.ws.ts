// Answers over several lines, with the keys in another order; errors on both streams.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, verifyClient: ({ req }, answer) => setImmediate(answer, req.url?.startsWith('/ws/') ?? false) });
  sockets.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      try {
        JSON.parse(data.toString());
        socket.send(JSON.stringify({ data: 'Message received', type: 'response' }, undefined, 2));
      } catch (error) {
        console.log('a bad message came; stderr has the error');
        console.error(error);
        socket.send(JSON.stringify({ type: 'error' }, undefined, '\t'));
      }
    });
  });
}
