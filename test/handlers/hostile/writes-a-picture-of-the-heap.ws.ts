// Has Node write its heap to a file.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('v8').writeHeapSnapshot('/tmp/picture.heapsnapshot');
  });
}
