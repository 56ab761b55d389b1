// Joins nothing, so that what it prints is told without a text.
import { type Connection } from 'clinic';

Array.prototype.join = () => undefined as any;

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log('anything');
  await connection.receiveText();
}
