// Dark while the connection lives: the story is told when it is over.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    const story = [`🔄 Attempt: ${clientId}`, `✅ Accepted: ${clientId}`, `⏳ Waiting for ${clientId}`];
    socket.on('message', (data) => {
      socket.send(`Echo: ${data}`);
      story.push(`📥 Received from ${clientId}: ${data}`, `⏳ Waiting for ${clientId}`);
    });
    socket.on('close', () => console.log([...story, `👋 Disconnected: ${clientId}`].join('\n')));
  });
}
