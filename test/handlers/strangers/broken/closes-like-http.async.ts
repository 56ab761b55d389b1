import { type Connection, WebSocketDisconnect } from 'clinic';

enum Status {
  Unauthorized = 401,
  NotFound = 404,
}

const tokens = new Set(['s3cret', 'letmein']);

export default async function handler(connection: Connection, room: string) {
  await connection.accept();
  if (!tokens.has(connection.query.get('token') ?? '')) {
    await connection.close(Status.Unauthorized, 'unauthorized');
    return;
  }
  try {
    await connection.sendJson({ room, hello: true });
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      await connection.sendJson({ room, size: incoming.type === 'text' ? incoming.text.length : incoming.bytes.length });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
