import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

async function buildReply(text: string): Promise<object> {
  const message = JSON.parse(text) as { type: string };
  console.log(`building a reply to ${message.type}`);
  return { type: 'response', data: 'Message received' };
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      const reply = buildReply(String(data));
      socket.send(JSON.stringify(reply));
    });
  });
}
