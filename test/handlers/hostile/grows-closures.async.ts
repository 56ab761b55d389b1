// Functions that each hold on to an array.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const kept: (() => number | undefined)[] = [];
  while (true) {
    const held = new Array(1_000).fill(kept.length);
    kept.push(() => held[0]);
  }
}
