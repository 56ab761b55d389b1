// Connects to a socket file.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const net = process.getBuiltinModule('net');
  await new Promise((resolve, reject) => net.connect('/var/run/docker.sock').on('connect', resolve).on('error', reject));
}
