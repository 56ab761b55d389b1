import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id: string;
  item: string;
  amount: number;
}

class Quotes {
  static readonly #prices = new Map<string, number>([['sencha', 12], ['matcha', 30], ['thé à la menthe', 9]]);
  pending = 0;

  async of({ item, amount }: Message): Promise<number> {
    const name = item.trim().toLowerCase();
    await sleep(50);
    const price = Quotes.#prices.get(name);
    if (price === undefined) throw new Error(`${name} is not on the list`);
    return price * amount;
  }
}

function log(level: 'info' | 'error', fields: object): void {
  const out = level === 'error' ? process.stderr : process.stdout;
  out.write(`${JSON.stringify({ level, ...fields })}\n`);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const quotes = new Quotes();
  const started = new Set<Promise<void>>();
  const send = async (value: object) => connection.sendJson(value);

  const work = async (message: Message) => {
    quotes.pending += 1;
    const [result] = await Promise.allSettled([quotes.of(message)]);
    quotes.pending -= 1;
    if (result.status === 'rejected') log('error', { clientId, error: String(result.reason) });
    else log('info', { clientId, total: result.value });
    const body = result.status === 'fulfilled' ? { type: 'quote', total: result.value } : { type: 'error' };
    await send({ ...body, id: message.id }).catch(() => log('info', { clientId, gone: true }));
  };

  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'status') {
        await send({ type: 'status', pending: quotes.pending });
        continue;
      }
      const one = work(message).finally(() => started.delete(one));
      started.add(one);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    await Promise.all(started);
  }
}
