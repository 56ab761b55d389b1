import { type Connection, sleep } from 'clinic';

const tokens = ['f2c81a90', '7be4d015'];
const book: number[] = [];

async function isKnown({ headers, query }: Connection): Promise<boolean> {
  await sleep(150);
  return tokens.includes(headers.get('authorization')?.replace('Bearer ', '') ?? query.get('token') ?? '');
}

export default async function handler(connection: Connection) {
  if (!(await isKnown(connection))) return void (await connection.close());
  await connection.accept();
  for (let came = await connection.receive(); came.type !== 'disconnect'; came = await connection.receive()) {
    if (came.type === 'bytes') continue;
    const { amount, text } = JSON.parse(came.text) as { amount: number; text: string };
    if (!Number.isInteger(amount)) throw new TypeError('a payment has a whole amount');
    book.push(amount);
    await connection.sendJson({ type: 'paid', text, balance: book.reduce((sum, each) => sum + each, 0) });
  }
}
