import { type Connection, WebSocketDisconnect } from 'clinic';

class Refusal extends Error {}

class Door {
  readonly #keys = new Map<string, string | undefined>([
    ['lobby', undefined],
    ['kitchen', undefined],
    ['cellar', 'grenache'],
  ]);

  enter(query: URLSearchParams): string {
    const room = query.get('room') ?? '';
    if (!this.#keys.has(room)) throw new Refusal('no such room');
    const key = this.#keys.get(room);
    if (key !== undefined && query.get('key') !== key) throw new Refusal('another key');
    return room;
  }
}

const door = new Door();

async function answer(connection: Connection): Promise<void> {
  while (true) {
    await connection.receiveJson();
    await connection.sendJson({ data: 'Message received', type: 'response' });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  try {
    const room = door.enter(connection.query);
    await connection.accept();
    console.log(JSON.stringify({ level: 'info', clientId, room }));
    await answer(connection);
  } catch (error) {
    if (error instanceof Refusal) await connection.refuse(403, error.message);
    else if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
