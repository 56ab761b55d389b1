import { type Connection, WebSocketDisconnect } from 'clinic';

const versions = ['chat.v2', 'chat.v1'];

function said(text: string, version?: string): object {
  return version === 'chat.v2' ? { type: 'said', text } : { said: text };
}

export default async function handler(connection: Connection, clientId: string) {
  const version = connection.subprotocols.length > 0 ? versions[0] : undefined;
  await connection.accept({ subprotocol: version });
  console.log(`${clientId} speaks ${version}`);
  try {
    while (true) {
      const { text } = await connection.receiveJson<{ text: string }>();
      await connection.sendJson(said(text, version));
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
