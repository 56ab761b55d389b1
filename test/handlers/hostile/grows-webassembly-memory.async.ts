// Asks WebAssembly for one page more, again and again.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const memory = new WebAssembly.Memory({ initial: 1 });
  for (;;) {
    memory.grow(64);
    new Uint8Array(memory.buffer).fill(1);
  }
}
