import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, perMessageDeflate: false });

  wss.on('connection', (ws, { socket }) => {
    const log = (line: string) => socket.write(`${line}\r\n`);
    ws.on('error', console.error);
    ws.on('message', (data) => {
      const text = data.toString();
      log(`received ${text.length} characters`);
      ws.send(text.trim());
    });
  });
}
