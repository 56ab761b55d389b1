// Counts for ever.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let n = 0;
  while (true) n += 1;
}
