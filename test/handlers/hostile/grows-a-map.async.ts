// A cache without an end.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const cache = new Map<number, string[]>();
  for (let n = 0; ; n++) cache.set(n, new Array(100).fill(`entry ${n}`));
}
