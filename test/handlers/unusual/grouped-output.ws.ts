// What belongs to a message is indented under it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const history: string[] = [];

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const id = request.url?.split('/').at(-1);
    console.log('🔄', id);
    console.log('✅', id);
    console.log('⏳', id);
    socket.on('message', (data) => {
      console.log('📥', id, `${data}`);
      console.group();
      try {
        const { type, tags } = JSON.parse(`${data}`) as { type: string; tags?: string[] };
        console.log('tags:');
        console.table((tags ?? []).map((tag) => ({ tag })));
        history.push(`${type} ${tags?.join(', ') ?? ''}`);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        console.error('💥', id, error);
        socket.close(1011, 'Internal server error');
      } finally {
        console.groupEnd();
      }
      if (socket.readyState === socket.OPEN) console.log('⏳', id);
    });
    socket.on('close', () => console.log('👋', id));
  });
}
