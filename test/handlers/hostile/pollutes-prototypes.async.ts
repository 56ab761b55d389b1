// Gives every object an answer of its own.
import { type Connection } from 'clinic';

Object.assign(Object.prototype, { type: 'rested', nowMs: 60_000, progress: {}, verdict: { kind: 'working' } });

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
