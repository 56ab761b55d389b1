// The error is wrapped in one that says whose message it was, with the first as its cause.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const parse = (text: string): unknown => {
      try {
        return JSON.parse(text);
      } catch (cause) {
        throw new Error(`a message from ${request.url} is not JSON`, { cause });
      }
    };
    socket.addEventListener('message', ({ data }) => {
      let type = 'response';
      try {
        parse(String(data));
      } catch (error) {
        type = 'error';
        console.error(error);
      }
      socket.send(JSON.stringify(type === 'error' ? { type } : { type, data: 'Message received' }));
    });
    socket.addEventListener('error', () => {});
  });
}
