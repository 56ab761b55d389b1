import { type Connection, WebSocketDisconnect } from 'clinic';

class Room {
  static readonly #all = new Map<string, Room>();
  readonly #history: object[] = [];
  readonly #members = new Set<Connection>();

  static called(name: string): Room {
    const room = Room.#all.get(name) ?? new Room();
    Room.#all.set(name, room);
    return room;
  }

  async enter(member: Connection): Promise<void> {
    await member.sendJson({ history: this.#history.slice(-10) });
    this.#members.add(member);
  }

  leave(member: Connection): void {
    this.#members.delete(member);
  }

  async post(entry: object): Promise<void> {
    if (this.#history.push(entry) > 50) this.#history.shift();
    await Promise.allSettled([...this.#members].map(async (member) => member.sendJson(entry)));
  }
}

// /ws/ada?room=kitchen
export default async function handler(connection: Connection, author: string) {
  await connection.accept();
  const room = Room.called(connection.query.get('room') ?? 'hall');
  try {
    await room.enter(connection);
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'text' && incoming.text) await room.post({ author, text: incoming.text.slice(0, 200) });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    room.leave(connection);
  }
}
