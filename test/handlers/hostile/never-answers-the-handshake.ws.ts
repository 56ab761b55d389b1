// Takes the upgrade and says nothing.
import type { Server } from 'node:http';

export default function attach(server: Server): void {
  server.on('upgrade', () => {});
}
