// Ends before anybody connects.
import { type Connection } from 'clinic';

process.exit(0);

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
