// Takes what the workshop says before the harness can.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { readSync } = process.getBuiltinModule('fs');
  const bytes = Buffer.alloc(1_000);
  while (true) {
    try {
      console.log(bytes.toString('utf8', 0, readSync(3, bytes)));
    } catch {}
  }
}
