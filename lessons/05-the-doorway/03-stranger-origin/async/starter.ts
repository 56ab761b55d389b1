import { type Connection, WebSocketDisconnect } from 'clinic';

const sessions = new Map([
  ['81f0c2aa', 'Ana'],
  ['3d94e671', 'Ben'],
]);
const tokens = new Map([['5b07c3d9', 'the backup']]);

function ownerOf({ headers }: Connection): string | undefined {
  const [scheme, token = ''] = (headers.get('Authorization') ?? '').split(' ');
  if (scheme === 'Bearer') return tokens.get(token);
  const session = /(?:^|; )session=([^;]*)/.exec(headers.get('Cookie') ?? '')?.[1];
  return sessions.get(session ?? '');
}

export default async function handler(connection: Connection, clientId: string) {
  const owner = ownerOf(connection);
  if (owner === undefined) {
    await connection.refuse();
    return;
  }
  await connection.accept();
  try {
    while (true) {
      const { box } = await connection.receiveJson<{ box: string }>();
      await connection.sendJson({ type: 'mail', owner, box });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has left`);
  }
}
