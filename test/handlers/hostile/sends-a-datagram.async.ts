// Sends what it knows over UDP.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const dgram = process.getBuiltinModule('dgram');
  const udp = dgram.createSocket('udp4');
  await new Promise((resolve, reject) => udp.on('error', reject).send('secret', 53, '127.0.0.1', (error: unknown) => (error ? reject(error) : resolve(0))));
}
