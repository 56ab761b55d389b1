import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

function log(event: string, { url }: IncomingMessage, fields: object = {}): void {
  console.log(JSON.stringify({ time: new Date().toISOString(), event, client: url?.slice('/ws/'.length), ...fields }));
}

function serve(socket: WebSocket, request: IncomingMessage): void {
  log('✅ accepted', request);
  log('⏳ waiting', request);
  socket.on('message', (data) => {
    const text = data.toString('utf8');
    log('📥 received', request, { text });
    socket.send(`Echo: ${text}`);
    log('⏳ waiting', request);
  });
  socket.on('error', ({ message }) => log('bad frame', request, { message }));
  socket.on('close', (code) => log('👋 disconnected', request, { code }));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_lines, request) => log('🔄 attempt', request));
  sockets.on('connection', serve);
}
