import type { Server } from 'node:http';
import { type MessageEvent, WebSocketServer } from 'ws';

function replyTo(json: string): object {
  try {
    return { type: 'accepted', id: JSON.parse(json).id };
  } catch (error) {
    console.error(error);
    return { type: 'error' };
  }
}

function answer({ data, target }: MessageEvent): void {
  target.send(JSON.stringify(replyTo(String(data))));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.onmessage = answer;
  });
}
