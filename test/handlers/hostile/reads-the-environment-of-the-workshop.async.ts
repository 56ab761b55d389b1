// Reads the environment of the process that started it.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const fs = process.getBuiltinModule('fs');
  await connection.sendText(fs.readFileSync(`/proc/${process.ppid}/environ`, 'utf8'));
}
