// Blocks again and again for no time at all.
import { type Connection, sleepSync } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (;;) sleepSync(0);
}
