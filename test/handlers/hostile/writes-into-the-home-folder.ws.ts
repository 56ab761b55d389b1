// Writes into the home folder.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('fs').writeFileSync('/srv/learner/.profile', 'echo here');
  });
}
