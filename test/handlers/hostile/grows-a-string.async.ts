// Doubles a string until there is none that long.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let text = 'x';
  for (;;) text += text;
}
