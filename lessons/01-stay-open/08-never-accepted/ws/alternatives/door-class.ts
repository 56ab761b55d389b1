import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

class Door {
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #keys: Record<string, string | undefined> = { __proto__: null as never, lobby: undefined, kitchen: undefined, cellar: 'grenache' };

  constructor(server: Server) {
    this.#sockets.on('connection', (socket: WebSocket) => this.#talk(socket));
    server.on('upgrade', (request, socket, head) => {
      if (this.#isOpenFor(request)) this.#sockets.handleUpgrade(request, socket, head, (one) => this.#sockets.emit('connection', one, request));
      else this.#refuse(socket);
    });
  }

  #isOpenFor({ url = '/' }: IncomingMessage): boolean {
    const query = new URL(url, 'http://rooms.test').searchParams;
    const room = query.get('room');
    if (room === null || !(room in this.#keys)) return false;
    return this.#keys[room] === undefined || this.#keys[room] === query.get('key');
  }

  #refuse(socket: Duplex): void {
    const body = JSON.stringify({ error: 'no such room, or another key' });
    socket.write('HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\n');
    socket.end(`Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`);
  }

  #talk(socket: WebSocket): void {
    socket.on('error', (error) => console.log(JSON.stringify({ level: 'error', message: error.message })));
    socket.on('message', () => socket.send(JSON.stringify({ data: 'Message received', type: 'response' })));
  }
}

export default function attach(server: Server): void {
  new Door(server);
}
