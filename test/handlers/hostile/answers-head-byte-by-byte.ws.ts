// Answers the opening handshake with a head of 15,000 bytes, byte by byte.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request: any, socket: any) => {
    socket.on('error', () => {});
    const head = `HTTP/1.1 403 Forbidden\r\nX-Long: ${'x'.repeat(15_000)}\r\nContent-Length: 0\r\n\r\n`;
    for (const byte of head) socket.write(byte);
  });
}
