import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

class ReplyBuilder {
  async build(text: string): Promise<object> {
    const { type } = JSON.parse(text) as { type: string };
    console.log(`building a reply to ${type}`);
    return { type: 'response', data: 'Message received' };
  }
}

async function* replies(socket: WebSocket): AsyncGenerator<object> {
  const builder = new ReplyBuilder();
  for await (const [data] of on(socket, 'message', { close: ['close'] })) yield builder.build(String(data));
}

async function serve(socket: WebSocket): Promise<void> {
  try {
    for await (const reply of replies(socket)) socket.send(JSON.stringify(reply));
  } catch (error) {
    console.error(error);
    socket.close(1011, 'Internal server error');
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    void serve(socket);
  });
}
