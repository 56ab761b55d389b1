import type { Server } from 'node:http';
import { type MessageEvent, WebSocketServer } from 'ws';

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

function replyTo({ data }: MessageEvent) {
  if (typeof data !== 'string') return data as Buffer;
  return data === 'ping' ? 'pong' : save(JSON.parse(data));
}

/** The browser's own interface: there, `data` is a string where the frame was text. */
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.addEventListener('message', (event) => socket.send(replyTo(event)));
    socket.addEventListener('error', ({ message }) => console.error(message));
  });
}
