// Calls the C library by its foreign function interface.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const ffi = (process as any).getBuiltinModule('node:ffi');
  console.log(ffi.dlopen('libc.so.6', { getpid: { result: 'i32', parameters: [] } }).functions.getpid());
  await connection.receiveText();
}
