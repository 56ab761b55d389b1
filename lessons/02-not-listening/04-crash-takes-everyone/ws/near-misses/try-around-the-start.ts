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
  const send = (value: object) => socket.send(JSON.stringify(value));

  async function quote({ id, amount }: Message, item: string): Promise<void> {
    const price = await lookUp(item);
    send({ type: 'quote', id, total: price * amount });
    pending -= 1;
  }

  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'status') {
      send({ type: 'status', pending });
    } else {
      pending += 1;
      try {
        quote(message, message.item.trim().toLowerCase());
      } catch (error) {
        console.error('💥 no quote:', error);
        send({ type: 'error', id: message.id });
        pending -= 1;
      }
    }
  });
  socket.on('error', (error) => console.error(`the connection failed: ${error.message}`));
  socket.on('close', () => console.log(`👋 left with ${pending} quotes pending`));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', serve);
}
