// An answer that is all headers.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\n');
    for (let n = 0; n < 5_000; n++) socket.write(`X-Header-${n}: more\r\n`);
  });
}
