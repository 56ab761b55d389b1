// An error whose words sound like the runtime’s.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  throw new Error('Out of memory cards');
}
