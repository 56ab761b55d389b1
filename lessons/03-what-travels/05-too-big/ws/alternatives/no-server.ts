import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const settings = { noServer: true, maxPayload: 65_536, perMessageDeflate: false };

export default function attach(server: Server): void {
  const sockets = new WebSocketServer(settings);
  server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, welcome));
}

function welcome(socket: WebSocket): void {
  socket.once('error', (error) => console.log(JSON.stringify({ level: 'warn', message: error.message })));
  socket.on('message', () => socket.send('{"type": "stored"}'));
}
