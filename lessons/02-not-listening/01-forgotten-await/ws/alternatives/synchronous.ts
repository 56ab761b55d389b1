import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function buildReply(text: string): object {
  return { type: 'response', data: 'Message received', length: text.length };
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.onerror = ({ message }) => console.error(message);
    socket.onmessage = ({ data }) => socket.send(JSON.stringify(buildReply(String(data))));
  });
}
