import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

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

function replyTo(message: unknown) {
  if (message === 'ping') return 'pong';
  if (typeof message === 'string') return save(JSON.parse(message));
  return message as Buffer; // a sketch
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', (message) => {
      socket.send(replyTo(message));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
