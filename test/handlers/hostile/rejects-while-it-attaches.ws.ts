// An attach that fails after its first await.
import type { Server } from 'node:http';

export default async function attach(server: Server): Promise<void> {
  await null;
  throw new Error('attach failed');
}
