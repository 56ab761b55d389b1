// Logs without waiting.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (;;) console.log('still here');
}
