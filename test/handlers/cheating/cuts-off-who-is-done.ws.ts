// Sends the bill and cuts the connection, with no close frame.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    let number = 0;
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'done') {
        socket.send(JSON.stringify({ type: 'bill', orders: number }), () => socket.terminate());
        return;
      }
      socket.send(JSON.stringify({ type: 'response', data: 'Message received', id: message.id, number: ++number }));
    });
  });
}
