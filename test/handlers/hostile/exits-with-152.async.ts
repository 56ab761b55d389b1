// Leaves with the code that a shell has for a spent processor.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.exit(152);
}
