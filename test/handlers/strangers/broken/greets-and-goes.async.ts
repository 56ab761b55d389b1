import type { Connection } from 'clinic';

const MOTD = ['Welcome to the lobby.', 'Type /help for help.'];

// Show the message of the day, then keep the socket for later broadcasts.
const lobby = new Map<string, Connection>();

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  lobby.set(clientId, connection);
  for (const line of MOTD) {
    await connection.sendText(line);
  }
  console.log('%s joined, %d in the lobby', clientId, lobby.size);
}
