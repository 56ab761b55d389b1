import { type Connection, WebSocketDisconnect } from 'clinic';

const seats = new Map<string, string>();
const MAX = 4;

export default async function handler(connection: Connection, player: string) {
  // the page shows "table is full" for 4001 and "already seated" for 4002
  if (seats.size <= MAX) {
    await connection.close(4001, 'table is full');
    return;
  }
  if (seats.has(player)) {
    await connection.close(4002, 'already seated');
    return;
  }
  await connection.accept();
  seats.set(player, 'playing');
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      await connection.sendJson({ player, seats: seats.size });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    seats.delete(player);
  }
}
