// Keeps buffers outside the heap, and writes to them.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const kept: Uint8Array[] = [];
  for (;;) kept.push(new Uint8Array(8_000_000).fill(1));
}
