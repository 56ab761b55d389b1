import { type Connection, WebSocketDisconnect } from 'clinic';

interface Profile {
  name: string;
  topics: string[];
}

const profiles = new Map<string, Profile>([['ada', { name: 'Ada', topics: ['news', 'orders'] }]]);

async function loadProfile(clientId: string): Promise<Profile> {
  const profile = profiles.get(clientId);
  if (!profile) throw new Error(`no profile for ${clientId}`);
  return profile;
}

export default async function handler(connection: Connection, clientId: string) {
  try {
    const profile = await loadProfile(clientId);
    await connection.accept();
    for (const topic of profile.topics) {
      const text = await connection.receiveText();
      await connection.sendText(`${profile.name} on ${topic}: ${text}`);
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return;
  }
}
