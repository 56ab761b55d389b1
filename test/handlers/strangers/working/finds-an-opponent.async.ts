import { type Connection, WebSocketDisconnect } from 'clinic';

interface Player {
  connection: Connection;
  opponent?: Player;
}

let waiting: Player | undefined;

async function tell({ connection }: Player, message: object) {
  try {
    await connection.sendJson(message);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

async function pair(player: Player) {
  if (!waiting) {
    waiting = player;
    return await tell(player, { event: 'waiting' });
  }
  player.opponent = waiting;
  waiting.opponent = player;
  waiting = undefined;
  await Promise.all([tell(player, { event: 'start', you: 'black' }), tell(player.opponent, { event: 'start', you: 'white' })]);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const player: Player = { connection };
  await pair(player);
  for (;;) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') break;
    if (incoming.type !== 'text') await tell(player, { event: 'error', reason: 'text only' });
    else if (player.opponent) await tell(player.opponent, { event: 'move', move: incoming.text.slice(0, 20) });
    else await tell(player, { event: 'error', reason: 'no opponent yet' });
  }
  if (waiting === player) waiting = undefined;
  const left = player.opponent;
  if (left) {
    left.opponent = undefined;
    await tell(left, { event: 'opponent-left' });
  }
}
