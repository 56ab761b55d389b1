// Replaces itself by another program.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    (process as any).execve('/bin/sh', ['sh', '-c', 'id'], {});
  });
}
