import type { Connection } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  while (true) {
    // stay alive
  }
}
