// A promise that is rejected, and nobody holds it.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  void Promise.reject(new Error('unheard'));
  await connection.receiveText();
}
