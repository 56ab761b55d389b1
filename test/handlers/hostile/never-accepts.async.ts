// Never answers the opening handshake.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await new Promise(() => {});
}
