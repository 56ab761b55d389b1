import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

class Client extends EventEmitter<{ score: [string, number]; refused: [string] }> {
  readonly #totals = new Map<string, number>();

  constructor(socket: WebSocket) {
    super();
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('message', (data) => this.#read(String(data)));
    socket.on('error', ({ message }) => process.stderr.write(`${JSON.stringify({ level: 'warn', message })}\n`));
    this.on('refused', (reason) => send({ reason, type: 'error' }));
    this.on('score', (player, points) => {
      const total = (this.#totals.get(player) ?? 0) + points;
      if (total > 100) return void this.emit('refused', 'over 100');
      this.#totals.set(player, total);
      process.stdout.write(`${JSON.stringify({ level: 'info', player, total })}\n`);
      send({ type: 'response', data: 'Message received', player, total });
    });
  }

  #read(text: string): void {
    let value: any;
    try {
      value = JSON.parse(text);
    } catch {
      this.emit('refused', 'invalid JSON');
      return;
    }
    const { type, player, points } = value ?? {};
    const isScore = type === 'score' && typeof player === 'string' && typeof points === 'number';
    if (isScore) this.emit('score', player, points);
    else this.emit('refused', 'not a score');
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Client(socket));
}
