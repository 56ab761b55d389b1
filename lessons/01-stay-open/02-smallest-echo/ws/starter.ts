import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Profile {
  name: string;
  topics: string[];
}

const profiles = new Map<string, Profile>([['ada', { name: 'Ada', topics: ['news', 'orders'] }]]);

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket, request) => {
    const profile = profiles.get(request.url?.split('/').at(-1) ?? '');
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      const topic = profile?.topics.shift();
      if (topic === undefined) return;
      socket.send(`${profile?.name} on ${topic}: ${data}`);
    });
  });
}
