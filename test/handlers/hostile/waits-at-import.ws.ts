// Waits for a message of Node’s before it exports anything.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

await new Promise((resolve) => process.once('message', resolve));

export default function attach(server: Server): void {
  new WebSocketServer({ server });
}
