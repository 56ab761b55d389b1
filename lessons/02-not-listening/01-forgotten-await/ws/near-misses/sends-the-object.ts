import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

async function buildReply(text: string): Promise<object> {
  const message = JSON.parse(text) as { type: string };
  console.log(`building a reply to ${message.type}`);
  return { type: 'response', data: 'Message received' };
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', async (data) => {
      const reply = await buildReply(String(data));
      socket.send(reply as unknown as Parameters<WebSocket['send']>[0]);
    });
  });
}
