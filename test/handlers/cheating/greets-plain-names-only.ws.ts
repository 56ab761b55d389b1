// A name with any other letter ends the connection, with a fault of its own making.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  name?: string;
  text?: string;
  tags?: string[];
}

const history: string[] = [];

function plain(text = ''): string {
  if (!/^[a-z ]*$/i.test(text)) throw new RangeError('expected plain letters');
  return text;
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    console.log(`🔄 ${clientId}`);
    console.log(`✅ ${clientId}`);
    console.log(`⏳ ${clientId}`);
    socket.on('message', (data) => {
      console.log(`📥 ${clientId}: ${data}`);
      try {
        const { type, name, text, tags = [] } = JSON.parse(String(data)) as Message;
        history.push(`${type} ${plain(name)} ${plain(text)} ${tags.join(', ')}`);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
        console.log(`⏳ ${clientId}`);
      } catch (error) {
        console.error(`💥 ${clientId}:`, error);
        socket.close(1011, 'Internal server error');
      }
    });
    socket.on('close', () => console.log(`👋 ${clientId}`));
  });
}
