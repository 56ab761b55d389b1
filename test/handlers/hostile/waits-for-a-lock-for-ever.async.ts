// Blocks the only thread on a lock that nobody opens.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
