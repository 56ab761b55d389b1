// Sends all that it finds in its environment.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.sendText(JSON.stringify(process.env));
  await connection.receiveText();
}
