// SockJS frames: "o" opens, "h" is a heart-beat, a["…"] carries messages. The client sends ["…"].
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const HEARTBEAT_MS = 25_000;

function* unpack(text: string): Generator<string> {
  if (text === '') return;
  const messages: unknown = JSON.parse(text);
  for (const message of Array.isArray(messages) ? messages : [messages]) yield String(message);
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.send('o');
    const heart = setInterval(() => ws.send('h'), HEARTBEAT_MS);
    ws.on('close', () => clearInterval(heart));
    ws.on('error', () => {});
    ws.on('message', (data) => {
      try {
        for (const message of unpack(data.toString())) ws.send(`a${JSON.stringify([`echo ${message.slice(0, 100)}`])}`);
      } catch {
        ws.close(1007, 'Broken framing.');
      }
    });
  });
}
