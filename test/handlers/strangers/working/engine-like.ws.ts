// Enough of engine.io and socket.io for one page: "0{…}" opens, "2" pings, "3" pongs, "4…" is a message.
import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const INTERVAL = 25_000;
const TIMEOUT = 20_000;

function serve(ws: WebSocket) {
  const sid = randomUUID();
  let connected = false;
  let expiry: NodeJS.Timeout | undefined;
  const emit = (event: string, ...values: unknown[]) => ws.send(`42${JSON.stringify([event, ...values])}`);

  // Browsers answer a "2" with a "3"; whoever has never sent one is no such client, and is left alone.
  let speaksEngine = false;
  const pinger = setInterval(() => {
    ws.send('2');
    if (speaksEngine) expiry ??= setTimeout(() => ws.close(1000, 'ping timeout'), TIMEOUT);
  }, INTERVAL);

  function packet(text: string) {
    if (text === '3') {
      speaksEngine = true;
      clearTimeout(expiry);
      expiry = undefined;
    } else if (text === '2probe') ws.send('3probe');
    else if (text.startsWith('40')) {
      connected = true;
      ws.send(`40${JSON.stringify({ sid: randomUUID() })}`);
    } else if (text.startsWith('42') && connected) {
      try {
        const [event, ...values] = JSON.parse(text.slice(2));
        emit(`${event}:ok`, ...values);
      } catch {
        ws.send('44{"message":"bad payload"}');
      }
    } else if (text === '1') ws.close(1000);
  }

  ws.on('error', () => {});
  ws.on('message', (data, isBinary) => !isBinary && packet(data.toString()));
  ws.on('close', () => {
    clearInterval(pinger);
    clearTimeout(expiry);
  });
  ws.send(`0${JSON.stringify({ sid, upgrades: [], pingInterval: INTERVAL, pingTimeout: TIMEOUT })}`);
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', serve);
}
