// Answers with 25,000 lists, each in the one before.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
  await connection.sendText('['.repeat(25_000) + ']'.repeat(25_000));
  await connection.receiveText();
}
