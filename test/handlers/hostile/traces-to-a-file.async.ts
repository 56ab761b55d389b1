// Has the compiler of the runtime write its trace to a file of a chosen name.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { setFlagsFromString } = process.getBuiltinModule('v8');
  setFlagsFromString('--trace-turbo --trace-turbo-path=/tmp --trace-turbo-file-prefix=trace');
  await connection.receiveText();
}
