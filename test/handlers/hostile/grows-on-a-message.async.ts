// Keeps more and more for the message that came.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const kept: unknown[] = [];
  await connection.receiveText();
  while (true) kept.push(new Array(1_000).fill(kept.length));
}
