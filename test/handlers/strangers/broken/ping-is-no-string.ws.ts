import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', function connection(ws) {
    ws.on('error', console.error);

    ws.on('message', function incoming(message: any) {
      if (message === 'ping') {
        ws.send('pong');
      } else if (message === 'time') {
        ws.send(new Date(0).toISOString());
      } else if (message === 'quit') {
        ws.close(1000, 'bye');
      }
    });
  });
}
