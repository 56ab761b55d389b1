// Connects to whatever listens on this machine.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const net = process.getBuiltinModule('net');
  await new Promise((resolve, reject) => net.connect(80, '127.0.0.1').on('connect', resolve).on('error', reject));
}
