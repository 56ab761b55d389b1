// Answers with 10,000 objects, each in the one before, and keys that mean something to JavaScript.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
  await connection.sendText('{"__proto__":'.repeat(10_000) + '-0' + '}'.repeat(10_000));
  await connection.receiveText();
}
