import { type Connection, WebSocketDisconnect } from 'clinic';

type Read = { ok: true; player: string; points: number } | { ok: false; reason: string };

function read(text: string): Read {
  try {
    const value: unknown = JSON.parse(text);
    const { type, player, points } = Object(value) as Record<string, unknown>;
    if (type === 'score' && typeof player === 'string' && Number.isInteger(points)) return { ok: true, player, points: points as number };
    return { ok: false, reason: 'not a score' };
  } catch {
    return { ok: false, reason: 'invalid JSON' };
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const totals: Record<string, number> = Object.create(null);
  const refuse = (reason: string) => connection.sendJson({ type: 'error', reason });
  try {
    for (;;) {
      const score = read(await connection.receiveText());
      if (!score.ok) {
        await refuse(score.reason);
        continue;
      }
      const { player, points } = score;
      const total = (totals[player] ?? 0) + points;
      if (total > 100) {
        await refuse('over 100');
        continue;
      }
      totals[player] = total;
      await connection.sendJson({ type: 'response', data: 'Message received', player, total });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return;
    throw error;
  }
}
