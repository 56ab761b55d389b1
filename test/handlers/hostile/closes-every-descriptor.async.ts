// Closes whatever is open.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const fs = process.getBuiltinModule('fs');
  for (let fd = 3; fd < 40; fd++) {
    try {
      fs.closeSync(fd);
    } catch {}
  }
  await connection.receiveText();
}
