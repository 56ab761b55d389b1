// Ends the process as if all were well.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.exit(0);
}
