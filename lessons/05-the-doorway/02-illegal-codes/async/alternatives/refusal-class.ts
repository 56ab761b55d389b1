import { type Connection, WebSocketDisconnect } from 'clinic';

class TurnedOut extends Error {
  readonly code: number;

  constructor(code: number, reason: string) {
    let kept = '';
    for (const character of reason) {
      if (Buffer.byteLength(kept + character) > 123) break;
      kept += character;
    }
    super(kept);
    this.code = code;
  }
}

function enter(room: string): { type: string; room: string } {
  switch (room) {
    case 'lobby':
    case 'kitchen':
      return { room, type: 'joined' };
    case 'cellar':
      throw new TurnedOut(4403, 'cellar is for members');
    case 'attic':
      throw new TurnedOut(1013, 'attic is full');
    default:
      throw new TurnedOut(4404, `no such room: ${room}`);
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const { room } = await connection.receiveJson<{ room: string }>();
      await connection.sendJson(enter(room));
    }
  } catch (error) {
    if (error instanceof TurnedOut) await connection.close(error.code, error.message);
    else if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(JSON.stringify({ level: 'info', clientId, left: true }));
  }
}
