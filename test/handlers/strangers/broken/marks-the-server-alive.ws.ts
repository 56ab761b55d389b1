import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const ALIVE = Symbol('alive');
type Marked<T> = T & { [ALIVE]?: boolean };

export default function attach(server: Server): void {
  const wss: Marked<WebSocketServer> = new WebSocketServer({ server });

  function heartbeat(this: Marked<object>) {
    this[ALIVE] = true;
  }

  wss.on('connection', (ws: Marked<WebSocket>) => {
    ws[ALIVE] = true;
    ws.on('error', () => {});
    ws.on('pong', heartbeat.bind(wss));
    ws.on('message', (data) => ws.send(`<${data}>`));
  });

  setInterval(() => {
    for (const ws of wss.clients as Set<Marked<WebSocket>>) {
      if (!ws[ALIVE]) ws.terminate();
      ws[ALIVE] = false;
      ws.ping();
    }
  }, 15_000).unref();
}
