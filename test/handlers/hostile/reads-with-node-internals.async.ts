// Asks Node’s own bindings for the file system.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const binding = (process as any).binding('fs');
  await connection.sendText(String(binding));
}
