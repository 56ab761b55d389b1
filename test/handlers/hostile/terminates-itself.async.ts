// Sends itself a signal.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.kill(process.pid, 'SIGTERM');
  await connection.receiveText();
}
