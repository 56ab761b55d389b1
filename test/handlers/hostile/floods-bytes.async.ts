// Sends long messages.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (;;) await connection.sendText('x'.repeat(1_000_000));
}
