// Throws short errors without end, and catches what ends others.
import { type Connection } from 'clinic';

process.on('uncaughtException', () => {});

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const again = () => {
    setImmediate(again);
    throw 'again';
  };
  setImmediate(again);
  await connection.receiveText();
}
