// A compressed message that comes to twenty megabytes.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: true });
  sockets.on('connection', (socket: any) => {
    const { deflateRawSync, constants } = process.getBuiltinModule('zlib');
    const bomb = deflateRawSync(Buffer.alloc(20_000_000), { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
    const header = Buffer.from([0xc1, 126, 0, 0]);
    header.writeUInt16BE(bomb.length, 2);
    socket._socket.write(Buffer.concat([header, bomb]));
  });
}
