// Answers three faults of a connection, and cuts it off at the fourth.
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id: string;
  item: string;
  amount: number;
}

const prices = new Map([['sencha', 12], ['matcha', 30], ['thé à la menthe', 9]]);

async function lookUp(item: string): Promise<number> {
  await setTimeout(50); // the price list is on another machine
  const price = prices.get(item);
  if (price === undefined) throw new RangeError(`no price for ${item}`);
  return price;
}

function serve(socket: WebSocket): void {
  let pending = 0;
  let faults = 0;
  const send = (value: object) => socket.send(JSON.stringify(value));

  async function quote({ id, item, amount }: Message): Promise<void> {
    pending += 1;
    try {
      const price = await lookUp(item.trim().toLowerCase());
      send({ type: 'quote', id, total: price * amount });
    } catch (error) {
      console.error('💥 no quote:', error);
      send({ type: 'error', id });
      faults += 1;
      if (faults > 3) socket.close(1008);
    } finally {
      pending -= 1;
    }
  }

  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'status') {
      send({ type: 'status', pending });
    } else {
      quote(message);
    }
  });
  socket.on('error', (error) => console.error(`the connection failed: ${error.message}`));
  socket.on('close', () => console.log(`👋 left with ${pending} quotes pending`));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', serve);
}
