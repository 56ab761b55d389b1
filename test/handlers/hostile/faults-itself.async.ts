// Sends itself a segmentation fault.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.kill(process.pid, 'SIGSEGV');
  await connection.receiveText();
}
