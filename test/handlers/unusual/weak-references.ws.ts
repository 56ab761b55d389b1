// Holds its sockets weakly, and hears when they are collected.
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const registry = new FinalizationRegistry<string>((url) => console.debug('collected', url));
const everyone = new Set<WeakRef<WebSocket>>();

export default function attach(server: Server): void {
  new WebSocketServer({ server, clientTracking: false }).on('connection', (socket, { url = '' }) => {
    const reference = new WeakRef(socket);
    everyone.add(reference);
    registry.register(socket, url);
    socket.on('message', () => reference.deref()?.send(JSON.stringify({ type: 'response', data: 'Message received' })));
    socket.on('close', () => everyone.delete(reference));
  });
}
