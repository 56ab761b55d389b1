import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

type Reply = (question: { id?: string; article?: string; count?: number }) => object;

const doors: Record<string, Reply> = {
  '/orders': ({ id }) => ({ state: 'packed', order: id }),
  '/prices': ({ article, count = 0 }) => ({ total: count * 3, article }),
};

function doorOf(url = '/'): Reply | undefined {
  const path = new URL(url, 'http://shop').pathname;
  return Object.hasOwn(doors, path) ? doors[path] : undefined;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }, decide) => decide(doorOf(req.url) !== undefined, 404, 'No such door'),
  });

  sockets.on('connection', (socket, request) => {
    const reply = doorOf(request.url);
    socket.on('error', console.error);
    socket.on('message', (data) => {
      try {
        socket.send(JSON.stringify(reply?.(JSON.parse(data.toString()))));
      } catch {
        socket.close(1003, 'JSON, please');
      }
    });
  });
}
