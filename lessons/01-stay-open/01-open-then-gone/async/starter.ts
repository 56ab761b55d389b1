import type { Connection } from 'clinic';

const startedAt = Date.now();

function uptime(): string {
  return `${Math.round((Date.now() - startedAt) / 1000)} s`;
}

function welcome(clientId: string): void {
  console.log(`✅ accepted ${clientId} after ${uptime()}`);
}

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 connection attempt: ${clientId}`);
  await connection.accept();
  welcome(clientId);
}
