import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id: string;
  item: string;
  amount: number;
}

const log = (level: 'info' | 'error', fields: object) =>
  (level === 'error' ? process.stderr : process.stdout).write(`${JSON.stringify({ level, ...fields })}\n`);

const later = <Value>(value: () => Value) =>
  new Promise<Value>((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(value());
      } catch (error) {
        reject(error);
      }
    }, 50);
  });

function priceOf(item: string): number {
  switch (item) {
    case 'sencha':
      return 12;
    case 'matcha':
      return 30;
    case 'thé à la menthe':
      return 9;
    default:
      throw new Error('not on the list');
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const pending = new Set<Message>();
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.addEventListener('error', ({ message }) => log('error', { message }));
    socket.addEventListener('message', ({ data }) => {
      const message: Message = JSON.parse(String(data));
      if (message.type === 'status') return send({ type: 'status', pending: pending.size });
      pending.add(message);
      Promise.resolve(message)
        .then(({ item }) => item.trim().toLowerCase())
        .then((item) => later(() => priceOf(item)))
        .then((price) => ({ type: 'quote', id: message.id, total: price * message.amount }))
        .catch((error) => {
          log('error', { id: message.id, stack: (error as Error).stack });
          return { type: 'error', id: message.id };
        })
        .then(send)
        .finally(() => pending.delete(message));
    });
  });
}
