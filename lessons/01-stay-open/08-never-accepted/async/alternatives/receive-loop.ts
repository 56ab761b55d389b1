import type { Connection } from 'clinic';

const open = ['lobby', 'kitchen'];

function mayEnter(query: URLSearchParams): boolean {
  const room = query.get('room') ?? '';
  return open.includes(room) || (room === 'cellar' && query.get('key') === 'grenache');
}

export default async function handler(connection: Connection) {
  if (!mayEnter(connection.query)) {
    await connection.refuse();
    return;
  }
  await connection.accept();
  for (let came = await connection.receive(); came.type !== 'disconnect'; came = await connection.receive()) {
    await connection.sendText('{"type": "response", "data": "Message received"}');
  }
}
