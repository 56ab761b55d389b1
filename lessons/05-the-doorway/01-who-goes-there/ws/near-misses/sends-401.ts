import type { IncomingMessage, Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type RawData, WebSocketServer } from 'ws';

const members = new Map([
  ['f2c81a90', 'Ana'],
  ['7be4d015', 'Ben'],
]);
let balance = 0;

async function findMember(token: string | null): Promise<string | undefined> {
  await setTimeout(150); // the accounts service
  return members.get(token ?? '');
}

function tokenOf({ headers, url = '/' }: IncomingMessage): string | null {
  const [scheme, token] = (headers.authorization ?? '').split(' ');
  return scheme === 'Bearer' ? (token ?? null) : new URL(url, 'http://book.test').searchParams.get('token');
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

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', async (socket, request) => {
    socket.on('error', (error) => console.error(error.message));
    const member = findMember(tokenOf(request));
    socket.on('message', async (data) => {
      if ((await member) !== undefined) socket.send(paid(data));
    });

    if ((await member) === undefined) socket.close(401, 'unknown token');
  });
}
