import { type Connection, WebSocketDisconnect } from 'clinic';

const shelf = new Map([
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
]);

type Answer =
  | { type: 'list'; data: string[] }
  | { type: 'stock'; data: { item: string; count: number } }
  | { type: 'error'; data: string };

interface Question {
  type: 'stock' | 'list';
  item: string;
}

function answer({ type, item }: Question): Answer {
  if (type === 'list') return { type: 'list', data: [...shelf.keys()] };
  const count = shelf.get(item);
  return count === undefined ? { type: 'error', data: `no such item: ${item}` } : { type: 'stock', data: { item, count } };
}

async function* questions(connection: Connection): AsyncGenerator<Question> {
  try {
    while (true) yield await connection.receiveJson<Question>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for await (const question of questions(connection)) {
    console.log(`${clientId} asks for ${question.item ?? 'the list'}`);
    await connection.sendJson(answer(question));
  }
  console.log(`${clientId} has gone`);
}
