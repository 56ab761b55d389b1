import { EventEmitter } from 'node:events';
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

class Pad extends EventEmitter<{ text: [string]; sketch: [Uint8Array] }> {
  constructor(socket: WebSocket) {
    super();
    socket.binaryType = 'arraybuffer';
    socket.on('message', (data, isBinary) => {
      const bytes = new Uint8Array(data as ArrayBuffer);
      if (isBinary) this.emit('sketch', bytes);
      else this.emit('text', Buffer.from(bytes).toString('utf8'));
    });
    socket.on('error', (error) => console.error(error.message));
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const pad = new Pad(socket);
    pad.on('sketch', (bytes) => socket.send(bytes));
    pad.on('text', (text) => socket.send(text === 'ping' ? 'pong' : save(JSON.parse(text))));
  });
}
