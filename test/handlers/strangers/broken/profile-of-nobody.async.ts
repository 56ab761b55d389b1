import { type Connection, WebSocketDisconnect } from 'clinic';

interface Profile {
  name: string;
  settings: { theme: 'dark' | 'light'; language: string };
}

const profiles = new Map<string, Profile>([['ada', { name: 'Ada', settings: { theme: 'dark', language: 'en' } }]]);

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();

  const profile = profiles.get(clientId)!;
  await connection.sendJson({ type: 'settings', theme: profile.settings.theme, language: profile.settings.language });

  try {
    for (;;) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'text') await connection.sendJson({ type: 'saved', name: profile.name, text: incoming.text });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
