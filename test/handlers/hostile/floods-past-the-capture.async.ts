// Writes to the descriptor of stdout itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { writeSync } = process.getBuiltinModule('fs');
  for (;;) {
    try {
      writeSync(1, 'x'.repeat(10_000));
    } catch {} // The pipe is full.
  }
}
