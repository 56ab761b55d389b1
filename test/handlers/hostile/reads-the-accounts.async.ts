// Reads a file that every machine has.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const fs = process.getBuiltinModule('fs');
  await connection.sendText(fs.readFileSync('/etc/passwd', 'utf8'));
}
