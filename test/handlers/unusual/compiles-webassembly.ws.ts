// A WebAssembly module is compiled for each message, and adds to the count.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

// (module (func (export "next") (param i32) (result i32) local.get 0 i32.const 1 i32.add))
const CODE = Uint8Array.from(
  [0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 8, 1, 4, 110, 101, 120, 116, 0, 0, 10, 9, 1, 7, 0, 32, 0, 65, 1, 106, 11],
);

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    let count = 0;
    let turn: Promise<unknown> = Promise.resolve();
    const answer = async () => {
      const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(CODE));
      count = (exports.next as (count: number) => number)(count);
      console.log('message', count);
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    };
    socket.on('message', () => (turn = turn.then(answer)));
  });
}
