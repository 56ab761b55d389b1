// Fills the memory before anybody connects.
import { type Connection } from 'clinic';

const kept: Buffer[] = [];
for (;;) kept.push(Buffer.alloc(10_000_000, 1));

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
