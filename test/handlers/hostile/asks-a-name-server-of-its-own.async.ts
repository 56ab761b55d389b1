// Sends a question to a server of names that it names itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const { Resolver } = process.getBuiltinModule('dns').promises;
  const resolver = new Resolver({ timeout: 100, tries: 1 });
  resolver.setServers(['127.0.0.1:9']);
  await resolver.resolve4('example.com');
}
