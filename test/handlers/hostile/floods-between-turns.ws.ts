// Logs in every turn of the event loop.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const again = () => {
      console.log('x'.repeat(4_000));
      setImmediate(again);
    };
    again();
  });
}
