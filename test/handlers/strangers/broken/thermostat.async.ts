import { type Connection, WebSocketDisconnect } from 'clinic';

let target = 20.5;

/** {"cmd":"set","payload":{"target":21}} or {"cmd":"get"} */
function decode(raw: string): any {
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      const message = incoming.type === 'text' ? decode(incoming.text) : undefined;
      if (message === undefined || message === null) {
        await connection.sendJson({ ok: false });
        continue;
      }
      const wanted = message.payload.target;
      if (message.cmd === 'set' && typeof wanted === 'number') target = wanted;
      await connection.sendJson({ ok: true, device: clientId, target });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
