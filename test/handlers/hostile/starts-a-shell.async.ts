// Starts a shell.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { execSync } = process.getBuiltinModule('child_process');
  await connection.sendText(String(execSync('id')));
}
