import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const boards = new WebSocketServer({ noServer: true });
const trains = new WebSocketServer({ noServer: true });

function onJson(socket: WebSocket, answer: (asked: Record<string, string>) => object) {
  socket.on('error', () => {});
  socket.on('message', (data) => {
    try {
      socket.send(JSON.stringify(answer(JSON.parse(data.toString()))));
    } catch {
      socket.send(JSON.stringify({ error: 'JSON, please' }));
    }
  });
}

boards.on('connection', (socket) => onJson(socket, ({ station }) => ({ board: station })));
trains.on('connection', (socket: WebSocket, _request: IncomingMessage, number: string) =>
  onJson(socket, ({ stop }) => ({ train: number, stop })),
);

export default function attach(server: Server): void {
  server.on('upgrade', (request, stream, head) => {
    const [root, place, number, ...more] = (request.url ?? '').split('?', 1)[0]!.replace(/\/$/, '').split('/').slice(1);
    if (root === 'live' && place === 'board' && number === undefined) {
      boards.handleUpgrade(request, stream, head, (socket) => boards.emit('connection', socket, request));
    } else if (root === 'live' && place === 'trains' && number && more.length === 0) {
      trains.handleUpgrade(request, stream, head, (socket) => trains.emit('connection', socket, request, number));
    } else {
      stream.end(`HTTP/1.1 404 ${STATUS_CODES[404]}\r\nContent-Length: 0\r\n\r\n`);
    }
  });
  server.on('request', (_request, response) => void response.writeHead(426).end());
}
