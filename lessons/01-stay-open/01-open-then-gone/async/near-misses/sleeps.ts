import { type Connection, sleep } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(`✅ accepted ${clientId}`);
  await sleep(3_600_000);
}
