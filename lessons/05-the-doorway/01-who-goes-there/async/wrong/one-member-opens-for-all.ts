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

let isKnown = false;

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

export default async function handler(connection: Connection) {
  isKnown ||= (await findMember(tokenOf(connection))) !== undefined;
  if (!isKnown) {
    await connection.close();
    return;
  }
  await connection.accept();
  await converse(connection);
}
