// A refusal whose body never ends.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request: any, socket: any) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 99999999999\r\n\r\n');
    const more = () => socket.write(Buffer.alloc(1024 ** 2, 'x'), more);
    more();
  });
}
