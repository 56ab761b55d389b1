// An error where nobody can catch it.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  setTimeout(() => { throw new Error('late'); }, 1);
  await new Promise(() => {});
}
