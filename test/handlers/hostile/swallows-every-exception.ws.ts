// Catches what nobody should, and goes on broken.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

process.on('uncaughtException', () => {});

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    throw new Error('swallowed');
  });
}
