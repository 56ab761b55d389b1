// A handshake of its own, with a key out of a hat.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm90IHRoZSBrZXk=\r\n\r\n');
  });
}
