// Each promise makes the next one.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const again = (): Promise<void> => Promise.resolve().then(again);
  await again();
}
