import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

interface Note {
  type: string;
  text: string;
}

const notes: Note[] = [];

function save(note: Note) {
  notes.push(note);
  if (notes.length > 100) notes.shift();
  return JSON.stringify({ type: 'saved', text: note.text });
}

async function converse(socket: WebSocket) {
  for await (const [data, isBinary] of on(socket, 'message', { close: ['close'] })) {
    if (isBinary) {
      socket.send(data, { binary: true });
      continue;
    }
    const text = new TextDecoder().decode(data);
    socket.send(text === 'ping' ? 'pong' : save(JSON.parse(text)));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    converse(socket).catch((error) => console.error(error.message));
  });
}
