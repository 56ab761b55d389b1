// Writes into its own folder.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const fs = process.getBuiltinModule('fs');
  fs.writeFileSync('was-here', 'x');
}
