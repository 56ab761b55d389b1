import type { Connection } from 'clinic';

const refusals: Record<string, [code: number, reason: string]> = {
  cellar: [4403, 'cellar is for members'],
  attic: [1013, 'attic is full'],
};

export default async function handler(connection: Connection) {
  await connection.accept();
  for (let came = await connection.receive(); came.type === 'text'; came = await connection.receive()) {
    const { room } = JSON.parse(came.text) as { room: string };
    if (room !== 'lobby' && room !== 'kitchen') {
      const [code, reason] = refusals[room] ?? [4404, `no such room: ${[...String(room)].slice(0, 27).join('')}`];
      await connection.close(code, reason);
      return;
    }
    await connection.sendText(JSON.stringify({ type: 'joined', room }));
  }
}
