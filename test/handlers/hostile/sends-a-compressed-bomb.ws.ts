// A compressed message of a few kilobytes that comes to four megabytes.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: true });
  sockets.on('connection', (socket: any, request: any) => {
    const { deflateRawSync, constants } = process.getBuiltinModule('zlib');
    const bomb = deflateRawSync(Buffer.alloc(4 * 1024 ** 2), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    const header = Buffer.from([0xc1, 126, 0, 0]);
    header.writeUInt16BE(bomb.length, 2);
    socket._socket.write(Buffer.concat([header, bomb]));
  });
}
