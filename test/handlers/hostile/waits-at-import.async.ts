// Waits for something before it exports anything.
import { type Connection } from 'clinic';

await new Promise(() => {});

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
}
