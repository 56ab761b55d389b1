// A promise-like thing that comes true with itself.
import { type Connection } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const self = { then: (resolve: (value: unknown) => void) => resolve(self) };
  await self;
}
