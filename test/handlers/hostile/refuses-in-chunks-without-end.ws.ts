// A refusal in chunks of one byte that never end.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', (_request: any, socket: any) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunks = Buffer.from('1;a=b\r\nx\r\n'.repeat(5_000));
    const more = () => {
      if (!socket.destroyed) socket.write(chunks, () => setImmediate(more));
    };
    more();
  });
}
