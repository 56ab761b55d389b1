// Leaves, and spins on its way out.
import { type Connection } from 'clinic';

process.on('exit', () => {
  while (true);
});

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.exit(0);
}
