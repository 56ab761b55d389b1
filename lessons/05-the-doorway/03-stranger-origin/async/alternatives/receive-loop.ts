import type { Connection } from 'clinic';

const sessions = new Map([
  ['81f0c2aa', 'Ana'],
  ['3d94e671', 'Ben'],
]);
const tokens = new Map([['5b07c3d9', 'the backup']]);
const pages = ['https://app.example.test', 'https://admin.example.test'];

function ownerOf({ headers }: Connection): string | undefined {
  const origin = headers.get('Origin');
  const [scheme, token = ''] = (headers.get('Authorization') ?? '').split(' ');
  if (origin === undefined) return scheme === 'Bearer' ? tokens.get(token) : undefined;
  if (!pages.includes(origin)) return undefined;
  const session = /(?:^|; )session=([^;]*)/.exec(headers.get('Cookie') ?? '')?.[1];
  return sessions.get(session ?? '');
}

export default async function handler(connection: Connection) {
  const owner = ownerOf(connection);
  if (owner === undefined) return await connection.close();
  await connection.accept();
  for (let came = await connection.receive(); came.type !== 'disconnect'; came = await connection.receive()) {
    if (came.type === 'bytes') continue;
    const { box } = JSON.parse(came.text) as { box: string };
    await connection.sendText(JSON.stringify({ type: 'mail', owner, box }));
  }
}
