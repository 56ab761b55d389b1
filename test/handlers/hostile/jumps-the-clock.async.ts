// Sets the clock on by hand.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  (setTimeout as any).clock.now = 1_000_000_000;
  await connection.receiveText();
}
