import type { Server } from 'node:http';
import { type RawData, WebSocketServer } from 'ws';

function replyTo(message: RawData, isBinary: boolean) {
  if (isBinary) return message as Buffer; // a sketch
  if (String(message) === 'ping') return 'pong';
  return JSON.stringify({ type: 'saved', text: message });
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', (message, isBinary) => {
      socket.send(replyTo(message, isBinary));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
