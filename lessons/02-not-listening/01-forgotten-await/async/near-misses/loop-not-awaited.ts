import type { Connection } from 'clinic';

async function loop(connection: Connection): Promise<void> {
  while (true) {
    await connection.receiveText();
    await connection.sendJson({ type: 'response', data: 'Message received' });
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  loop(connection);
}
