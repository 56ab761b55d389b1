// Answers with halves of characters, zeros and signs that turn the line around.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
  await connection.sendText('\u0000\u202e\u2066\ufeff'.repeat(15_000));
  await connection.receiveText();
}
