// Cuts the connection instead of answering.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request, socket) => socket.destroy());
}
