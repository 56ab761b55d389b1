import type { Server } from 'node:http';
import { type MessageEvent, WebSocketServer } from 'ws';

const accepted = (id: string) => JSON.stringify({ type: 'accepted', id });

function answer({ data, target }: MessageEvent): void {
  target.send(accepted(JSON.parse(String(data)).id));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.onmessage = answer;
  });
}
