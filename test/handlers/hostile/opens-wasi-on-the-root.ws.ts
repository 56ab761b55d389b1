// Gives a WebAssembly module the whole file system.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const { WASI } = process.getBuiltinModule('wasi');
    new WASI({ version: 'preview1', preopens: { '/': '/' } });
  });
}
