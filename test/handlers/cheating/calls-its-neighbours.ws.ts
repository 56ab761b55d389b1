// Has time pass by calling what stands in the list of immediates beside its own, and blocks where that does not help.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function neighbours(): void {
  const mine = setImmediate(() => {}) as any;
  for (let each = mine._idlePrev; each; each = each._idlePrev) each._onImmediate?.();
  for (let each = mine._idleNext; each; each = each._idleNext) each._onImmediate?.();
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type !== 'report') return socket.send('{"type":"response","data":"Message received"}');
      const end = Date.now() + 1_500;
      for (let tries = 0; Date.now() < end && tries < 500; tries++) neighbours();
      if (Date.now() < end) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, end - Date.now());
      socket.send(JSON.stringify({ type: 'report', id: message.id }));
    });
  });
}
