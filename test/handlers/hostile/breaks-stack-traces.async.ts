// No stack of its own can be read.
import { type Connection } from 'clinic';

Error.prepareStackTrace = () => {
  throw new Error('no stack for you');
};

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await connection.receiveText();
  throw new Error('unread');
}
