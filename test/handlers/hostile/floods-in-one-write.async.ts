// Writes it all at once.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.stdout.write('x'.repeat(50_000_000));
  await connection.receiveText();
}
