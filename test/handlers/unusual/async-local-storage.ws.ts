// The client's id comes from an AsyncLocalStorage, not from an argument.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const client = new AsyncLocalStorage<string>();
const say = (sign: string, text = '') => console.log(`${sign} ${client.getStore()} ${text}`);

function serve(socket: WebSocket): void {
  const inContext = AsyncLocalStorage.snapshot();
  say('✅');
  say('⏳');
  socket.on('message', (data) =>
    inContext(() => {
      say('📥', String(data));
      socket.send(`Echo: ${data}`, () => inContext(say, '⏳'));
    }),
  );
  socket.on('error', () => {});
  socket.on('close', () => inContext(say, '👋'));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, tcp, head) => {
    client.run(request.url?.split('/').at(-1) ?? '', () => {
      say('🔄');
      sockets.handleUpgrade(request, tcp, head, serve);
    });
  });
}
