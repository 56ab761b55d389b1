// Works, and leaves open ports, an endless interval and a listener on its own end behind.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const kept: MessageChannel[] = [];

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const channel = new MessageChannel();
    channel.port1.on('message', () => {});
    kept.push(channel);
    setInterval(() => channel.port2.postMessage(kept.length), 1_000);
    process.on('exit', () => {});
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
