// Calls itself without an end.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const deeper = (n: number): number => deeper(n + 1) + 1;
  deeper(0);
}
