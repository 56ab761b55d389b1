import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

// Shares the port with the REST API, hence noServer.
const wss = new WebSocketServer({ noServer: true });

wss.on('connection', (ws) => {
  ws.on('error', console.error);
  ws.on('message', (data, isBinary) => ws.send(isBinary ? 'binary' : `echo ${data}`));
});

export default function attach(server: Server): void {
  server.on('listening', () => console.log('WebSocket server is running', wss.options));
}
