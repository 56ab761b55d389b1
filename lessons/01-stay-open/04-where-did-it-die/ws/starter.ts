import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  name?: string;
  numbers?: number[];
  text?: string;
  tags: string[];
}

function summarise(message: Message): string {
  switch (message.type) {
    case 'greet':
      return `hello ${message.name}`;
    case 'add':
      return String(message.numbers?.reduce((sum, number) => sum + number, 0));
    case 'note':
      return `${message.text} [${message.tags.join(', ')}]`;
    default:
      return 'something else';
  }
}

const history: string[] = [];

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);

    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => {
      try {
        history.push(summarise(JSON.parse(String(data))));
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch {
        socket.close();
      }
    });
  });
}
