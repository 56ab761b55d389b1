import { on } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

const skies = new Map([
  ['Bergen', 'rain'],
  ['Nîmes', 'sun'],
  ['São Paulo', 'storm'],
]);
const online = new Set<WebSocket>();

async function lookUp(city: string) {
  await setTimeout(100);
  const sky = skies.get(city);
  if (!sky) throw new Error(`no such city: ${city}`);
  return { type: 'forecast', city, sky };
}

async function converse(socket: WebSocket) {
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    const { type, city } = JSON.parse(String(data)) as { type: string; city: string };
    socket.send(JSON.stringify(type === 'online' ? { type, count: online.size } : await lookUp(city)));
  }
}

async function visit(socket: WebSocket, clientId: string) {
  const gone = new Promise<number>((resolve) => socket.once('close', resolve));
  online.add(socket);
  try {
    await converse(socket);
  } catch (error) {
    console.error('💥', clientId, error);
    socket.send('{"type":"error"}');
    socket.close(1011, 'Internal server error');
  } finally {
    const code = await gone;
    online.delete(socket);
    console.info('👋', clientId, code);
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    socket.on('error', (error) => console.warn(error.message));
    void visit(socket, String(request.url).slice(4));
  });
}
