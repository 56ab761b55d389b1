import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function answerTo(text: string): object {
  try {
    JSON.parse(text);
    return { data: 'Message received', type: 'response' };
  } catch (error) {
    console.log((error as Error).stack);
    return { reason: 'invalid JSON', type: 'error' };
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      socket.send(JSON.stringify(answerTo(String(data))));
    });
  });
}
