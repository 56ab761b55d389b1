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

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const clientId = request.url?.split('/').at(-1);
    const fail = (error: unknown) => {
      console.error(`💥 Error for ${clientId}:`, error);
      socket.send('{"type":"error"}');
      socket.close(1011, 'Internal server error');
    };
    online.add(socket);

    socket.on('message', async (data) => {
      try {
        const { type, city } = JSON.parse(String(data)) as { type: string; city: string };
        const reply = type === 'online' ? { type, count: online.size } : await lookUp(city);
        socket.send(JSON.stringify(reply));
      } catch (error) {
        fail(error);
      }
    });
    socket.on('error', fail);
    socket.on('close', (code) => {
      online.delete(socket);
      console.log(`👋 Disconnected: ${clientId} (${code})`);
    });
  });
}
