import type { Connection } from 'clinic';

function said(text: string, version?: string): object {
  return version === 'chat.v2' ? { type: 'said', text } : { said: text };
}

export default async function handler(connection: Connection) {
  const offered = new Set(connection.subprotocols);
  const subprotocol = offered.has('chat.v2') ? 'chat.v2' : offered.has('chat.v1') ? 'chat.v1' : undefined;
  await connection.accept({ subprotocol });
  for (let came = await connection.receive(); came.type === 'text'; came = await connection.receive()) {
    const { text } = JSON.parse(came.text) as { text: string };
    await connection.sendText(JSON.stringify(said(text, subprotocol)));
  }
}
