// Imports a file with a name made at run time.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const name = ['/etc', 'passwd'].join('/');
  const it = await import(name);
  console.log(it);
}
