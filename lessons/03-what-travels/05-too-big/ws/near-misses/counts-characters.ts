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
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      if (String(data).length > 64 * 1024) {
        socket.close(1009, 'too big');
        return;
      }
      pin(JSON.parse(String(data)));
      socket.send(JSON.stringify({ type: 'stored' }));
    });
    socket.on('close', (code) => console.log(`a client has left with ${code}`));
  });
}
