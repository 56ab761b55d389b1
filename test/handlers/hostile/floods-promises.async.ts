// Makes promises without end, a hundred thousand at a time.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (;;) await Promise.all(Array.from({ length: 100_000 }, async () => {}));
}
