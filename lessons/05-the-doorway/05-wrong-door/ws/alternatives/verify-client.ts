import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

type Asked = Record<string, string>;
type Place = { board: true } | { number: string } | undefined;

function placeOf(url = '/'): Place {
  const parts = new URL(url, 'http://railway').pathname.replace(/\/$/, '').split('/');
  if (parts.length === 3 && parts[1] === 'live' && parts[2] === 'board') return { board: true };
  if (parts.length === 4 && parts[1] === 'live' && parts[2] === 'trains' && parts[3]) return { number: parts[3] };
  return undefined;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, verifyClient: ({ req }, decide) => decide(Boolean(placeOf(req.url)), 404) });
  server.on('request', (_request, response) => response.writeHead(426, { Upgrade: 'websocket' }).end());

  sockets.on('connection', (socket, { url }) => {
    const place = placeOf(url);
    socket.on('error', console.error);
    socket.on('message', (data) => {
      try {
        const { station, stop } = JSON.parse(data.toString()) as Asked;
        socket.send(JSON.stringify(place && 'number' in place ? { train: place.number, stop } : { board: station }));
      } catch (error) {
        console.error(error);
      }
    });
  });
}
