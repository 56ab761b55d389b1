// Blocks again and again for a hundredth of a millisecond.
import { type Connection, sleepSync } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (;;) sleepSync(0.01);
}
