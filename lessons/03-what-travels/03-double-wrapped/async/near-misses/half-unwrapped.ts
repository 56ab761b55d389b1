import { type Connection, WebSocketDisconnect } from 'clinic';

const shelf = new Map([
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
]);

interface Question {
  type: 'stock' | 'list';
  item: string;
}

function envelope(type: string, data: unknown) {
  return { type, data: JSON.stringify(data) };
}

function answer({ type, item }: Question) {
  if (type === 'list') return envelope('list', [...shelf.keys()]);
  const count = shelf.get(item);
  if (count === undefined) return envelope('error', `no such item: ${item}`);
  return envelope('stock', { item, count });
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const question = await connection.receiveJson<Question>();
      console.log(`${clientId} asks for ${question.item ?? 'the list'}`);
      await connection.sendJson(answer(question));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has gone`);
  }
}
