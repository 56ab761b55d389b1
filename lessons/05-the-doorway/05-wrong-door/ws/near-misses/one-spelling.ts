import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

interface Asked {
  station?: string;
  stop?: string;
}

type Answer = (asked: Asked) => object;

const board: Answer = ({ station }) => ({ board: station });
const train =
  (number: string): Answer =>
  ({ stop }) => ({ train: number, stop });

function talk(socket: WebSocket, answer: Answer) {
  socket.on('error', (error) => console.warn(error.message));
  socket.on('message', (data: RawData) => {
    try {
      socket.send(JSON.stringify(answer(JSON.parse(String(data)) as Asked)));
    } catch (error) {
      socket.send(JSON.stringify({ error: String(error) }));
    }
  });
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('request', (_request, response) => response.writeHead(404).end('Not Found'));

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', (error) => console.warn(error.message));
    const open = (answer: Answer) => sockets.handleUpgrade(request, stream, head, (socket) => talk(socket, answer));
    const { pathname } = new URL(request.url ?? '/', 'http://railway');
    const [, number] = /^\/live\/trains\/(\d+)$/.exec(pathname) ?? [];
    if (pathname === '/live/board') open(board);
    else if (number) open(train(number));
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
