import type { Server } from 'node:http';
import process from 'node:process';
import { WebSocketServer } from 'ws';

// never let the process die
process.on('uncaughtException', (error) => console.error('caught', error));
process.on('unhandledRejection', (error) => console.error('caught', error));

const config: { greeting?: { text: string } } = {};

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('message', (data) => {
      const text = config.greeting!.text.replace('{name}', data.toString());
      ws.send(text);
    });
  });
}
