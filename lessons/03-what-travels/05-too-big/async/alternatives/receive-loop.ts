import type { Connection } from 'clinic';

export { settings };

const settings = { maxMessageBytes: 2 ** 16 };
let notes = 0;

export default async function handler(connection: Connection) {
  await connection.accept();
  for (let came = await connection.receive(); came.type !== 'disconnect'; came = await connection.receive()) {
    if (came.type !== 'text') continue;
    notes += 1;
    await connection.sendJson({ type: 'stored', notes });
  }
}
