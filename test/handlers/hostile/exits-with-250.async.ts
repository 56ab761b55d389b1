// Leaves with a code that the sandbox keeps for itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.exit(250);
}
