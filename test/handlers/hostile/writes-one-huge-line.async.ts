// Writes a line of a quarter of a megabyte in small parts, and never ends it.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  for (let count = 0; count < 8_000; count++) process.stdout.write('x'.repeat(31));
  await connection.receiveText();
}
