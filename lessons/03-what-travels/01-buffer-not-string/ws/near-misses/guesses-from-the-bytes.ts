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

function textOf(data: Buffer) {
  const text = data.toString();
  return Buffer.from(text).equals(data) ? text : data;
}

function replyTo(message: unknown) {
  if (message === 'ping') return 'pong';
  if (typeof message === 'string') return message.startsWith('{"type":"note"') ? save(JSON.parse(message)) : message;
  return message as Buffer; // a sketch
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      socket.send(replyTo(textOf(data as Buffer)));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
