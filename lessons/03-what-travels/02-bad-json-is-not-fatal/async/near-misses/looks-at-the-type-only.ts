import { type Connection, WebSocketDisconnect } from 'clinic';

interface Score {
  type: 'score';
  player: string;
  points: number;
}

class ScoreError extends Error {}

class Board {
  readonly totals = new Map<string, number>();

  add({ player, points }: Score): number {
    const total = (this.totals.get(player) ?? 0) + points;
    if (total > 100) throw new ScoreError('over 100');
    this.totals.set(player, total);
    return total;
  }
}

function answer(board: Board, text: string): object {
  let message: Score;
  try {
    message = JSON.parse(text) as Score;
  } catch (error) {
    console.error(`💥 invalid JSON: ${(error as Error).message}`);
    return { type: 'error', reason: 'invalid JSON' };
  }
  if (message?.type !== 'score') return { type: 'error', reason: 'not a score' };
  try {
    return { type: 'response', data: 'Message received', player: message.player, total: board.add(message) };
  } catch (error) {
    if (!(error instanceof ScoreError)) throw error;
    return { type: 'error', reason: error.message };
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const board = new Board();
  try {
    while (true) {
      const text = await connection.receiveText();
      await connection.sendJson(answer(board, text));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} leaves`, board.totals);
  }
}
