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

function replyTo(message: string) {
  if (message === 'ping') return 'pong';
  if (message.startsWith('{')) return save(JSON.parse(message));
  return message; // a sketch
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      socket.send(replyTo(data.toString()));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
