// Beside the pongs that it owes, one comes from a timer ten times a second: RFC 6455, section 5.5.3, allows it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server, autoPong: false }).on('connection', (socket) => {
    let last: Buffer | undefined;
    socket.on('ping', (payload) => {
      last = payload;
      socket.pong(payload);
    });
    const ponging = setInterval(() => last && socket.pong(last), 100);
    socket.on('close', () => clearInterval(ponging));
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
