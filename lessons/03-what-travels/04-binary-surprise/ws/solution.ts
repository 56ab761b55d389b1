import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Reading {
  sensor: string;
  celsius: number;
}

const latest = new Map<string, number>();

function store({ sensor, celsius }: Reading) {
  latest.set(sensor, celsius);
  console.log(`${sensor}: ${celsius} °C, ${latest.size} sensors known`);
  return { type: 'stored', sensor, celsius };
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data, isBinary) => {
      if (isBinary) {
        socket.send(JSON.stringify({ type: 'error', data: 'text only' }));
        return;
      }
      try {
        socket.send(JSON.stringify(store(JSON.parse(String(data)))));
      } catch (error) {
        console.error(error);
        socket.send(JSON.stringify({ type: 'error', data: 'not a reading' }));
      }
    });
    socket.on('close', () => console.log('a thermometer has left'));
  });
}
