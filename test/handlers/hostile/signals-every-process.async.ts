// Signals everything that it may.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.kill(-1, 'SIGKILL');
}
