// Compressed messages of a megabyte each, in one write.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: true });
  sockets.on('connection', (socket: any, request: any) => {
    const { deflateRawSync, constants } = process.getBuiltinModule('zlib');
    const packed = deflateRawSync(Buffer.alloc(1024 ** 2, 'x'), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    const header = Buffer.from([0xc1, 126, 0, 0]);
    header.writeUInt16BE(packed.length, 2);
    const frame = Buffer.concat([header, packed]);
    socket._socket.write(Buffer.concat(Array.from({ length: 50 }, () => frame)));
  });
}
