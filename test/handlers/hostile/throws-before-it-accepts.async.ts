// Never gets as far as accept.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  throw new Error('not today');
}
