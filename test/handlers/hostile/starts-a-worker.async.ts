// Starts a thread.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { Worker } = process.getBuiltinModule('worker_threads');
  new Worker('for (;;);', { eval: true });
}
