import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

type Asked = { station: string; stop: string };
type Place = (...parts: string[]) => (asked: Asked) => object;

class Router {
  readonly #sockets = new WebSocketServer({ noServer: true, clientTracking: false });
  readonly #places: [RegExp, Place][] = [];

  add(pattern: RegExp, place: Place): this {
    this.#places.push([pattern, place]);
    return this;
  }

  readonly route = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const [path = '/'] = (request.url ?? '/').split('?');
    for (const [pattern, place] of this.#places) {
      const found = pattern.exec(path);
      if (found) return this.#open(request, stream, head, place(...found.slice(1)));
    }
    stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  };

  #open(request: IncomingMessage, stream: Duplex, head: Buffer, answer: (asked: Asked) => object): void {
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.onerror = () => {};
      socket.onmessage = ({ data }) => {
        try {
          socket.send(JSON.stringify(answer(JSON.parse(String(data)))));
        } catch {
          socket.close(1003);
        }
      };
    });
  }
}

const router = new Router()
  .add(/^\/live\/board\/?$/, () => ({ station }) => ({ board: station }))
  .add(/^\/live\/trains\/([^/]+)\/?$/, (number) => ({ stop }) => ({ stop, train: number }));

export default function attach(server: Server): void {
  server.on('upgrade', router.route);
  server.on('request', (_request, response) => response.writeHead(404).end());
}
