// Makes an object of nothing, so that no progress is told.
import { type Connection } from 'clinic';

Object.fromEntries = () => null as any;

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
