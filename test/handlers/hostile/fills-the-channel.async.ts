// Writes eight megabytes without an end of line.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const fs = process.getBuiltinModule('fs');
  fs.writeSync(5, 'x'.repeat(8_000_000));
  await connection.receiveText();
}
