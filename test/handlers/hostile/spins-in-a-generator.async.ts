// Spreads a generator that never ends.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  function* numbers() { for (let n = 0; ; n = (n + 1) % 9) yield n; }
  for (const n of numbers()) if (n > 9) break;
}
