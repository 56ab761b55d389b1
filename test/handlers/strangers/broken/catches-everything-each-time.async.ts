import { type Connection, WebSocketDisconnect } from 'clinic';

interface Score {
  player: string;
  points: number;
}

const board: Score[] = [];

function rank(player: string) {
  return board.toSorted((a, b) => b.points - a.points).findIndex((score) => score.player === player) + 1;
}

export default async function handler(connection: Connection, player: string) {
  await connection.accept();
  while (true) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') break;
    try {
      const { points } = JSON.parse(incoming.type === 'text' ? incoming.text : 'null');
      board.push({ player, points: Number(points) });
      await connection.sendJson({ player, rank: rank(player) });
    } catch (error) {
      if (error instanceof WebSocketDisconnect) break;
    }
  }
}
