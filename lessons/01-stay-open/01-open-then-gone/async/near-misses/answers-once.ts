import type { Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(`✅ accepted ${clientId}`);
  await connection.receiveText();
  await connection.sendJson({ type: 'response', data: 'Message received' });
}
