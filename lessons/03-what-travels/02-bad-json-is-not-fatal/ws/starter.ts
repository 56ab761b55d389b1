import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

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
  const message = JSON.parse(text) as Score;
  if (message.type !== 'score') return { type: 'error', reason: 'not a score' };
  try {
    return { type: 'response', data: 'Message received', player: message.player, total: board.add(message) };
  } catch (error) {
    if (!(error instanceof ScoreError)) throw error;
    return { type: 'error', reason: error.message };
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const board = new Board();
    socket.on('error', (error) => console.error(`the connection failed: ${error.message}`));
    socket.on('message', (data) => {
      socket.send(JSON.stringify(answer(board, String(data))));
    });
    socket.on('close', () => console.log('👋 a client leaves', board.totals));
  });
}
