import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const ok = JSON.stringify({ data: 'Message received', type: 'response' });

async function serve(socket: WebSocket, data: RawData): Promise<void> {
  const message = JSON.parse(String(data)) as { type: string; tags?: string[] };
  await Promise.resolve();
  socket.send(ok);
  console.log('served', message.type, message.tags?.join(' ') ?? 'no tags');
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_lines, { url }) => console.log('🔄', url));
  sockets.on('connection', (socket, { url }) => {
    console.log('✅', url);
    console.log('⏳', url);
    socket.on('message', (data) => {
      console.log('📥', url, String(data));
      serve(socket, data).catch((error: Error) => {
        console.log('💥', url, error.stack);
        socket.terminate();
      });
    });
    socket.on('error', (error) => console.log('💥', url, error.stack));
    socket.on('close', (code) => console.log('👋', url, code));
  });
}
