// Leaves Node’s channel.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  (process as any).disconnect();
}
