// Opens a debugger on itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const inspector = process.getBuiltinModule('inspector');
  inspector.open(0);
}
