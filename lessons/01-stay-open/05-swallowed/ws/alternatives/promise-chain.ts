import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.addEventListener('error', ({ message }) => console.warn('bad frame', message));
    socket.addEventListener('message', ({ data }) => {
      Promise.resolve(String(data))
        .then((text) => JSON.parse(text))
        .then(() => socket.send('{"type":"response","data":"Message received"}'))
        .catch((error) => {
          console.warn('bad message', error, new Error('seen here').stack);
          socket.send('{"type":"error"}');
        });
    });
  });
}
