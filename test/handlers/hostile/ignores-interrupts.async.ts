// Spins, and does not listen when it is asked where it is.
import { type Connection } from 'clinic';

process.on('SIGINT', () => {});

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  while (true);
}
