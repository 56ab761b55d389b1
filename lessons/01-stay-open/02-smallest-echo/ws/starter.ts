import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  // Write the smallest handler that works: attempt, accept, wait, receive, echo, goodbye.
}
