import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const latest: Record<string, number> = { __proto__: null as never };

async function serve(socket: WebSocket): Promise<void> {
  for await (const [data, isBinary] of on(socket, 'message', { close: ['close'] })) {
    if (isBinary) socket.send('{"data":"text only","type":"error"}');
    else {
      const { sensor, celsius } = JSON.parse(data.toString('utf8'));
      latest[sensor] = celsius;
      socket.send(JSON.stringify({ celsius, sensor, type: 'stored' }));
    }
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    serve(socket).catch((error) => console.error(error));
  });
}
