// Keeps every number.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const kept: number[][] = [];
  for (;;) kept.push(new Array(100_000).fill(0.5));
}
