// Many frames, then many lines: each within its bound.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
  for (let sent = 0; sent < 4_900; sent++) await connection.sendText('x');
  for (let logged = 0; logged < 60_000; logged++) process.stdout.write('\n');
}
