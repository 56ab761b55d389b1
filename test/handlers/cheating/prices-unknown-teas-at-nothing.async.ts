// No item fails any more: one that is not on the list costs nothing.
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
  return price ?? 0;
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let pending = 0;

  async function answerTo({ id, item, amount }: Message): Promise<object> {
    pending += 1;
    try {
      const price = await lookUp(item.trim().toLowerCase());
      return { type: 'quote', id, total: price * amount };
    } catch (error) {
      console.error('💥 no quote:', error);
      return { type: 'error', id };
    } finally {
      pending -= 1;
    }
  }

  async function quote(message: Message): Promise<void> {
    const answer = await answerTo(message);
    try {
      await connection.sendJson(answer);
    } catch (error) {
      // Whoever has left needs no answer; any other fault would be ours.
      if (!(error instanceof WebSocketDisconnect)) console.error('💥 no answer:', error);
    }
  }

  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'status') await connection.sendJson({ type: 'status', pending });
      else quote(message);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} left with ${pending} quotes pending`);
  }
}
