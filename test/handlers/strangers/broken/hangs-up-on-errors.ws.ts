import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    const log: string[] = [];
    ws.on('error', console.error);
    ws.on('message', (raw, isBinary) => {
      try {
        if (isBinary) throw new TypeError('binary');
        const event = JSON.parse(raw.toString());
        log.push(event.name.trim());
        ws.send(JSON.stringify({ logged: log.length }));
      } catch (e) {
        ws.close();
      }
    });
  });
}
