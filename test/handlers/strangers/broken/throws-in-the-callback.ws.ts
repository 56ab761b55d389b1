import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const subscribers = new Map<number, WebSocket>();
let nextId = 1;

const publish = (text: string) => {
  subscribers.forEach((ws, id) =>
    ws.send(text, (error) => {
      if (error) throw new Error(`could not send to #${id}`, { cause: error });
    }),
  );
};

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    subscribers.set(nextId++, ws);
    ws.on('error', console.error);
    ws.on('message', (data) => publish(data.toString()));
  });
}
