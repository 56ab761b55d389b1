// A regular expression that backtracks for years.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(/(x+x+)+y/.test('x'.repeat(64)));
}
