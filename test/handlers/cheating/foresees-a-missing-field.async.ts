// Looks at the field that was left out, and at no other way to fail.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id: string;
  item: string;
  amount: number;
}

const prices = new Map([['sencha', 12], ['matcha', 30], ['thé à la menthe', 9]]);

async function lookUp(item: string): Promise<number> {
  await sleep(50); // the price list is on another machine
  const price = prices.get(item);
  if (price === undefined) throw new RangeError(`no price for ${item}`);
  return price;
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let pending = 0;

  async function quote({ id, item, amount }: Message): Promise<void> {
    pending += 1;
    const price = await lookUp(item.trim().toLowerCase());
    await connection.sendJson({ type: 'quote', id, total: price * amount });
    pending -= 1;
  }

  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'status') await connection.sendJson({ type: 'status', pending });
      else if (message.item === undefined) await connection.sendJson({ type: 'error', id: message.id });
      else quote(message);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} left with ${pending} quotes pending`);
  }
}
