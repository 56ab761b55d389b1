// Makes 10,000 calls that it never awaits, and then sends frames.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (let count = 0; count < 10_000; count++) connection.sendText('never');
  for (let count = 0; count < 1_000; count++) await connection.sendText('sent');
}
