import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Note {
  type: 'note';
  text: string;
}

const MOST_NOTES = 100;
const board: string[] = [];

function pin({ text }: Note): void {
  board.push(text);
  if (board.length > MOST_NOTES) board.shift();
  console.log(`a note of ${text.length} characters, ${board.length} on the board`);
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, maxPayload: 64 * 1024 });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      try {
        pin(JSON.parse(String(data)));
        socket.send(JSON.stringify({ type: 'stored' }));
      } catch (error) {
        console.error(error);
        socket.send(JSON.stringify({ type: 'error' }));
      }
    });
    socket.on('close', (code) => console.log(`a client has left with ${code}`));
  });
}
