// Has Node write its report beside itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log((process as any).report.writeReport('/tmp/report.json'));
  await connection.receiveText();
}
