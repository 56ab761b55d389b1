import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  const bus = new EventEmitter();

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => bus.emit('question', data.toString(), ws));

    bus.on('question', (question: string, asker: typeof ws) => {
      asker.send(`the answer to ${question} is 42`);
    });
  });
}
