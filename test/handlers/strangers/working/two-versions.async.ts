import { type Connection, WebSocketDisconnect } from 'clinic';

const versions = {
  'weather.v1': (city: string) => `${city}: 21`,
  'weather.v2': (city: string) => JSON.stringify({ city, celsius: 21 }),
} as const;
type Version = keyof typeof versions;

const isVersion = (name: string): name is Version => Object.hasOwn(versions, name);

export default async function handler(connection: Connection) {
  const offered = connection.subprotocols;
  const chosen = offered.filter(isVersion).sort().at(-1);
  if (offered.length > 0 && !chosen) return await connection.refuse(400, `speak one of ${Object.keys(versions).join(', ')}`);
  await connection.accept(chosen ? { subprotocol: chosen } : {});
  const format = versions[chosen ?? 'weather.v1'];
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (incoming.type === 'bytes') return await connection.close(1003, 'text only');
      await connection.sendText(format(incoming.text.slice(0, 60)));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
