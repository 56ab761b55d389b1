import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

class Thermometer {
  static readonly latest = new Map<string, number>();
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', (error) => console.log(JSON.stringify({ level: 'error', message: error.message })));
    socket.on('message', (data, isBinary) => this.#answer(isBinary ? this.#refuse() : this.#store(data)));
  }

  #refuse() {
    return { type: 'error', data: 'text only' };
  }

  #store(data: RawData) {
    try {
      const reading = JSON.parse(data.toString()) as { sensor: string; celsius: number };
      Thermometer.latest.set(reading.sensor, reading.celsius);
      return { ...reading, type: 'stored' };
    } catch (error) {
      console.log(JSON.stringify({ level: 'error', message: String(error) }));
      return { type: 'error', data: 'not a reading' };
    }
  }

  #answer(answer: object): void {
    this.#socket.send(JSON.stringify(answer));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Thermometer(socket));
}
