import { type Connection, WebSocketDisconnect } from 'clinic';

class Refusal extends Error {}

class Board {
  #totals = new Map<string, number>();

  take(value: unknown): object {
    const { player, points } = this.#check(value);
    const total = (this.#totals.get(player) ?? 0) + points;
    if (total > 100) throw new Refusal('over 100');
    this.#totals.set(player, total);
    return { total, player, data: 'Message received', type: 'response' };
  }

  #check(value: unknown): { player: string; points: number } {
    const fields = value instanceof Object ? (value as { type?: unknown; player?: unknown; points?: unknown }) : {};
    if (fields.type !== 'score') throw new Refusal('not a score');
    if (typeof fields.player !== 'string' || typeof fields.points !== 'number') throw new Refusal('not a score');
    return { player: fields.player, points: fields.points };
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const board = new Board();
  while (true) {
    try {
      await connection.sendJson(board.take(await connection.receiveJson()));
    } catch (error) {
      if (error instanceof WebSocketDisconnect) return;
      if (error instanceof SyntaxError) await connection.sendJson({ type: 'error', reason: 'invalid JSON' });
      else if (error instanceof Refusal) await connection.sendJson({ type: 'error', reason: error.message });
      else throw error;
    }
  }
}
