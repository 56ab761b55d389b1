// Opens a WebSocket to the workshop.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const other = new WebSocket('ws://127.0.0.1:4280/control');
  await new Promise((resolve, reject) => {
    other.onopen = resolve;
    other.onerror = () => reject(new Error('refused'));
  });
}
