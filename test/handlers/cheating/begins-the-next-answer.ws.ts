// The first fragment of each answer is sent before its question; a whole message comes only after it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const begin = () => socket.send('{"type":"response",', { fin: false });
    begin();
    socket.on('message', () => {
      socket.send('"data":"Message received"}', { fin: true });
      begin();
    });
  });
}
