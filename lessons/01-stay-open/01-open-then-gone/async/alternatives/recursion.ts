import type { Connection } from 'clinic';

const answer = { type: 'response', data: 'Message received', at: Date.now() };

async function serve(connection: Connection): Promise<void> {
  const text = await connection.receiveText();
  console.log('got', text);
  await connection.sendJson(answer);
  return serve(connection);
}

export default async (connection: Connection) => {
  await connection.accept();
  await serve(connection).catch(() => undefined);
};
