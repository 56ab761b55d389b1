// Has Node read a file as an environment.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  process.loadEnvFile('/etc/hostname');
  console.log(process.env);
  await connection.receiveText();
}
