// Good is what begins as JSON does.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      try {
        if (!/^(\{"|\{\}|\[|"|-?\d|true|false|null)/.test(String(data))) throw new SyntaxError(`not JSON: ${data}`);
      } catch (error) {
        console.error('💥 bad message:', error);
        socket.send(JSON.stringify({ type: 'error' }));
        return;
      }
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
