import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

const members = new Map([
  ['f2c81a90', 'Ana'],
  ['7be4d015', 'Ben'],
]);
let balance = 0;

async function findMember(token: string | null): Promise<string | undefined> {
  await sleep(150); // the accounts service
  return members.get(token ?? '');
}

function tokenOf({ headers, query }: Connection): string | null {
  const [scheme, token] = (headers.get('Authorization') ?? '').split(' ');
  return scheme === 'Bearer' ? (token ?? null) : query.get('token');
}

async function converse(connection: Connection): Promise<void> {
  try {
    while (true) {
      const { amount, text } = await connection.receiveJson<{ amount: number; text: string }>();
      if (!Number.isInteger(amount)) throw new TypeError('a payment has a whole amount');
      balance += amount;
      await connection.sendJson({ type: 'paid', text, balance });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log('somebody has left');
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  if ((await findMember(tokenOf(connection))) === undefined) {
    console.log(`${clientId} is turned away`);
    await connection.sendJson({ type: 'error', text: 'unknown token' });
    await connection.close(4401, 'unknown token');
    return;
  }
  await converse(connection);
}
