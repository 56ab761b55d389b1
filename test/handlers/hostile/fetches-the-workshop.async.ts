// Asks the workshop’s own API.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.sendText(await (await fetch('http://127.0.0.1:4280/api/catalog')).text());
}
