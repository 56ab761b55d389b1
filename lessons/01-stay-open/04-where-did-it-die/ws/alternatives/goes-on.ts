import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  name?: string;
  numbers?: number[];
  text?: string;
  tags?: string[];
}

function summarise(message: Message): string {
  switch (message.type) {
    case 'greet':
      return `hello ${message.name}`;
    case 'add':
      return String(message.numbers?.reduce((sum, number) => sum + number, 0));
    case 'note':
      return `${message.text} [${(message.tags ?? []).join(', ')}]`;
    default:
      return 'something else';
  }
}

const history: string[] = [];

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`🔄 WebSocket connection attempt for ${clientId}`);
    console.log(`✅ WebSocket accepted for ${clientId}`);
    console.log(`⏳ Waiting for message from ${clientId}`);

    socket.on('message', (data) => {
      console.log(`📥 Received from ${clientId}: ${data}`);
      try {
        history.push(summarise(JSON.parse(String(data))));
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
        console.log(`⏳ Waiting for message from ${clientId}`);
      } catch (error) {
        console.error('💥', clientId, error);
        socket.send('{"type":"error"}');
      }
    });
    socket.on('error', (error) => console.error(`💥 Error for ${clientId}:`, error));
    socket.on('close', () => {
      console.log(`👋 Client ${clientId} disconnected normally`);
    });
  });
}
