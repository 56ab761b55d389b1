import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const skies = new Map([
  ['Bergen', 'rain'],
  ['Nîmes', 'sun'],
  ['São Paulo', 'storm'],
]);

async function lookUp(city: string) {
  await setTimeout(100);
  const sky = skies.get(city);
  if (!sky) throw new Error(`no such city: ${city}`);
  return { type: 'forecast', city, sky };
}

function log(level: 'info' | 'error', event: string, more: object) {
  console[level](JSON.stringify({ time: Date.now(), event, ...more }));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.slice('/ws/'.length);
    log('info', '✅ accepted', { clientId });

    socket.on('message', async (data) => {
      const { type, city } = JSON.parse(data.toString('utf8'));
      try {
        socket.send(JSON.stringify(type === 'online' ? { type, count: sockets.clients.size } : await lookUp(city)));
      } catch (error) {
        log('error', '💥 failed', { clientId, stack: error instanceof Error ? error.stack : error });
        socket.send('{"type":"error"}');
        socket.close(1011, 'Internal server error');
      }
    });
    socket.on('error', (error) => log('error', 'bad frame', { clientId, stack: error.stack }));
    socket.on('close', (code, reason) => log('info', '👋 disconnected', { clientId, code, reason: String(reason) }));
  });
}
