import type { Connection, Routes } from 'clinic';

type Answer = (asked: { station: string; stop: string }) => object;

function answerAt(path: string): Answer | undefined {
  const [, board, number] = /^live\/(?:(board)|trains\/(\d+))\/?$/.exec(path) ?? [];
  if (board) return ({ station }) => ({ board: station });
  if (number) return ({ stop }) => ({ train: number, stop });
  return undefined;
}

async function door(connection: Connection, path: string) {
  const answer = answerAt(path);
  if (!answer) return await connection.refuse(404, 'No such place');
  await connection.accept();
  for (let next = await connection.receive(); next.type === 'text'; next = await connection.receive()) {
    await connection.sendText(JSON.stringify(answer(JSON.parse(next.text))));
  }
}

export default { '/{path:path}': door } satisfies Routes;
