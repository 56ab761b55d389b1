import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string | number;
}

/** One listener an order: the next one is there before this one has ended, so none is missed. */
function waitFor(number: number, socket: WebSocket): void {
  socket.once('message', (data: RawData) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'done') {
      socket.send(JSON.stringify({ type: 'bill', orders: number - 1 }));
      socket.close(1000, 'enjoy your evening');
    } else {
      waitFor(number + 1, socket);
      socket.send(JSON.stringify({ type: 'response', data: 'Message received', id: message.id, number }));
    }
  });
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    waitFor(1, socket);
  });
}
