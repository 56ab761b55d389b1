// Ends a fragmented answer with a byte that is not UTF-8.
import type { Server } from 'node:http';

const { createHash } = process.getBuiltinModule('crypto');

function answer(echo: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x01, echo.length]), echo, Buffer.from([0x80, 1, 0xff])]);
}

export default function attach(server: Server): void {
  server.on('upgrade', (request: any, socket: any) => {
    const clientId = request.url.split('/').at(-1);
    const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    console.log(`🔄 ${clientId}\n✅ ${clientId}\n⏳ ${clientId}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.on('error', () => {});
    socket.on('close', () => console.log(`👋 ${clientId}`));
    socket.on('data', (bytes: Buffer) => {
      for (let rest = bytes; rest.length >= 6; ) {
        const opcode = rest[0]! & 15;
        const length = rest[1]! & 127;
        const payload = Buffer.from(rest.subarray(6, 6 + length)).map((byte, at) => byte ^ rest[2 + (at % 4)]!);
        rest = rest.subarray(6 + length);
        if (opcode === 9) socket.write(Buffer.concat([Buffer.from([0x8a, length]), payload]));
        if (opcode === 8) socket.end(Buffer.concat([Buffer.from([0x88, length]), payload]));
        if (opcode !== 1) continue;
        console.log(`📥 ${clientId} ${Buffer.from(payload)}\n⏳ ${clientId}`);
        socket.write(answer(Buffer.from(`Echo: ${Buffer.from(payload)}`)));
      }
    });
  });
}
