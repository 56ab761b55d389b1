// Keeps the thread pool busy for hours.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { pbkdf2 } = process.getBuiltinModule('crypto');
  await new Promise((resolve) => pbkdf2('a', 'b', 1_000_000_000, 64, 'sha512', resolve));
}
