// Awaits nothing, for ever.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  while (true) await null;
}
