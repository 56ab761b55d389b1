// Stops every clock that it can reach.
import { type Connection } from 'clinic';

Date.now = () => 0;
performance.now = () => 0;
globalThis.setTimeout = ((callback: () => void) => { callback(); return 0; }) as any;

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
