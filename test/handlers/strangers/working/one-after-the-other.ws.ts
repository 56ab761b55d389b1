import { on } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

/** Slow work, done in the order in which it was asked for. */
async function converse(ws: WebSocket) {
  let number = 0;
  for await (const [data] of on(ws, 'message', { close: ['close'] }) as AsyncIterable<[RawData]>) {
    await delay(20 - (number % 3) * 5);
    number += 1;
    ws.send(`${number}: ${data.toString().slice(0, 80)}`);
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => {
    converse(ws).catch((error: Error) => {
      console.error(error.message);
      ws.terminate();
    });
  });
}
