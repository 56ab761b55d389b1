// Throws long errors again and again, and catches what ends others.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

process.on('uncaughtException', () => {});

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const again = () => {
      setImmediate(again);
      throw new Error('again '.repeat(8_000));
    };
    setImmediate(again);
  });
}
