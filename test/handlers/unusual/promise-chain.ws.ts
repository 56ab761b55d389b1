// No async function and no try: promises and their two ends.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const decoder = new TextDecoder();
    socket.on('message', (data) => {
      Promise.resolve(data as Buffer)
        .then((bytes) => JSON.parse(decoder.decode(bytes)))
        .then(
          () => ({ type: 'response', data: 'Message received' }),
          (error: Error) => {
            console.dir(error);
            return { type: 'error' };
          },
        )
        .then((answer) => socket.send(JSON.stringify(answer)));
    });
  });
}
