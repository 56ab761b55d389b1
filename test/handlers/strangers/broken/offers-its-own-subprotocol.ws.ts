import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

// Our clients speak 'chat.v1', the newest ones 'chat.v2'.
const SUPPORTED = 'chat';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({
    server,
    handleProtocols: () => SUPPORTED,
  });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      ws.send(JSON.stringify({ protocol: ws.protocol, text: data.toString() }));
    });
  });
}
