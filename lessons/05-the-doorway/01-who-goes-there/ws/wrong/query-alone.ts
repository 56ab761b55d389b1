import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const members = new Map([
  ['f2c81a90', 'Ana'],
  ['7be4d015', 'Ben'],
]);
let balance = 0;

async function findMember(token: string | null): Promise<string | undefined> {
  await setTimeout(150); // the accounts service
  return members.get(token ?? '');
}

function tokenOf({ url = '/' }: IncomingMessage): string | null {
  return new URL(url, 'http://book.test').searchParams.get('token');
}

function paid(data: RawData): string {
  try {
    const { amount, text } = JSON.parse(String(data)) as { amount: number; text: string };
    if (!Number.isInteger(amount)) throw new TypeError('a payment has a whole amount');
    balance += amount;
    return JSON.stringify({ type: 'paid', text, balance });
  } catch (error) {
    return JSON.stringify({ type: 'error', text: String(error) });
  }
}

function refuse(stream: Duplex): void {
  stream.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function serve(socket: WebSocket): void {
  socket.on('error', (error) => console.error(error.message));
  socket.on('message', (data) => socket.send(paid(data)));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', async (request, stream, head) => {
    stream.on('error', (error) => console.error(error.message));
    if ((await findMember(tokenOf(request))) === undefined) {
      refuse(stream);
      return;
    }
    sockets.handleUpgrade(request, stream, head, serve);
  });
}
