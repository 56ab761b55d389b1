// A client that leaves after a bad message is logged as an error.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    let bad = false;
    socket.on('message', (data) => {
      try {
        JSON.parse(String(data));
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        bad = true;
        console.error('💥 bad message:', error);
        socket.send(JSON.stringify({ type: 'error' }));
      }
    });
    socket.on('close', (code) => {
      if (bad) console.error('💥', new Error(`the client has gone: ${code}`));
    });
  });
}
